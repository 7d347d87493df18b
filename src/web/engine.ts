import { join } from 'node:path'
import ejs from 'ejs'

/**
 * The EJS engine, registered by us because EJS 7 no longer takes options through Express. Two passes: the view, then the
 * layout around it. `cache` keeps compiled templates.
 */
export function ejsEngine(folder: string, cache: boolean) {
  const options = {
    root: folder,
    views: [folder],
    cache,
    strict: true,
    compileDebug: !cache,
    localsName: 'locals',
    destructuredLocals: ['m', 'page', 'ui', 'body'],
  }
  const render = (file: string, data: object): string => {
    let html = ''
    const failures: Error[] = []
    // with a callback EJS renders at once and synchronously
    ejs.renderFile(file, data, { ...options, filename: file } as ejs.Options, (error: Error | null, text?: string) => {
      if (error) failures.push(error)
      html = text ?? ''
    })
    if (failures[0]) throw failures[0]
    return html
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
