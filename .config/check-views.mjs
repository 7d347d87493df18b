// Type-checks every template: turns each into TypeScript that declares its model from src/views.ts, and asks tsc.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'

const out = 'node_modules/.cache/views'
fs.rmSync(out, { recursive: true, force: true })
fs.mkdirSync(out, { recursive: true })

const templates = fs
  .readdirSync('views', { recursive: true })
  .filter((file) => file.endsWith('.ejs'))
  .map((file) => file.replace(/\.ejs$/, ''))

const modelOf = (name) =>
  name === 'mail/mail'
    ? 'Words & { colour: string }'
    : name.startsWith('partials/')
      ? `Partials["${name}"]`
      : name.startsWith('layouts/')
        ? 'never'
        : `Views["${name}"]`

// a layout knows its practice and who is signed in
const pageOf = (name) =>
  name === 'layouts/staff'
    ? 'Page & { practice: Practice; actor: StaffActor }'
    : /^(portal|layouts\/portal|staff\/recovery-kit)/.test(name)
      ? 'Page & { practice: Practice }'
      : 'Page'

for (const name of templates) {
  const source = fs.readFileSync(`views/${name}.ejs`, 'utf8')
  let ts = `import type { Views, Partials } from "../../../src/views.ts"; import type { Page, Ui } from "../../../src/web/layout.ts"; import type { Practice } from "../../../src/settings/practice.ts"; import type { StaffActor } from "../../../src/actor.ts"; import type { Words } from "../../../src/mails.ts"; import type {} from "../../../src/web/sessions.ts"; type Used = Words | Views | Partials | Practice | StaffActor; declare const used: Used; void used; declare const m: ${modelOf(name)}; declare const page: ${pageOf(name)}; declare const ui: Ui; declare const body: string; declare function print(value: string | number): void; type Bare = { [N in keyof Partials]: Partials[N] extends Record<string, never> ? N : never }[keyof Partials]; declare function include<N extends Bare>(name: \`/\${N}\`): string; declare function include<N extends Exclude<keyof Partials, Bare>>(name: \`/\${N}\`, data: { m: Partials[N] }): string; void m; void page; void ui; void body; void include; void print;`
  let at = 0
  for (const tag of source.matchAll(/<%([=_#%-]?)([\s\S]*?)[-_]?%>/g)) {
    ts += '\n'.repeat(source.slice(at, tag.index).split('\n').length - 1)
    const code = tag[2].trim()
    ts += tag[1] === '=' || tag[1] === '-' ? ` print(${code}); ` : tag[1] === '' || tag[1] === '_' ? ` ${tag[2]} ` : ''
    at = tag.index + tag[0].length
  }
  fs.writeFileSync(`${out}/${name.replaceAll('/', '__')}.ts`, `${ts}\nexport {};\n`)
}

const config = {
  extends: path.resolve('tsconfig.json'),
  compilerOptions: {
    noEmit: true,
    rootDir: path.resolve('.'),
    noUnusedLocals: false,
    types: ['node', 'express-session'],
  },
  include: ['*.ts'],
}
fs.writeFileSync(`${out}/tsconfig.json`, JSON.stringify(config))
const tsc = spawnSync('node_modules/.bin/tsc', ['-p', out, '--pretty', 'false'], { encoding: 'utf8' })
process.stdout.write(
  tsc.stdout.replaceAll(
    /node_modules\/\.cache\/views\/(\S+?)\.ts/g,
    (_, name) => `views/${name.replaceAll('__', '/')}.ejs`,
  ),
)
if (tsc.status === 0) console.log(`${templates.length} templates fit their models`)
process.exitCode = tsc.status ?? 1
