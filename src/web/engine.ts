import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ejs from 'ejs'

/**
 * The EJS engine, registered by us because EJS 7 no longer takes options through Express. Two passes: the view, then the
 * layout around it. `cache` keeps compiled templates.
 */
export function ejsEngine(folder: string, cache: boolean) {
  const kept = new Map<string, ejs.TemplateFunction>()

  const compiled = (file: string): ejs.TemplateFunction => {
    const template = ejs.compile(withOurInclude(readFileSync(file, 'utf8')), {
      filename: file,
      strict: true,
      compileDebug: !cache,
      localsName: 'locals',
      destructuredLocals: ['m', 'page', 'ui', 'body', 'included'],
    })
    if (cache) kept.set(file, template)
    return template
  }

  const render = (file: string, data: object): string => {
    const included = (name: string, more?: object): string => render(`${folder}${name}.ejs`, { ...data, ...more })
    return (kept.get(file) ?? compiled(file))({ ...data, included })
  }

  return (file: string, data: object, done: (error: unknown, html?: string) => void): void => {
    try {
      const body = render(file, data)
      const { layout } = (data as { page: { layout: string } }).page
      done(null, render(join(folder, 'layouts', `${layout}.ejs`), { ...data, body }))
    } catch (error) {
      done(error)
    }
  }
}

/** The include of EJS copies its options and looks for the file at each call, which costs more than the rest of a page. */
const withOurInclude = (source: string) => source.replaceAll(/\binclude\(/g, 'included(')
