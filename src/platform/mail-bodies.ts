import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ejs from 'ejs'
import { root } from './root.ts'

interface Words {
  paragraphs: string[]
  button: { href: string; label: string }
  small: string[]
  /** The practice's colour on white, #rrggbb. */
  colour: string
}

let html: ejs.TemplateFunction | undefined

/** A mail's two bodies, plain text and HTML, from the same words. */
export function mailBodies(words: Words): { text: string; html: string } {
  html ??= ejs.compile(readFileSync(join(root, 'views/mail/mail.ejs'), 'utf8'), {
    strict: true,
    localsName: 'locals',
    destructuredLocals: ['m'],
  })
  const text = [...words.paragraphs, `${words.button.label}:\n${words.button.href}`, ...words.small].join('\n\n')
  return { text, html: html({ m: words }) }
}
