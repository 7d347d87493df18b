import { defineConfig } from 'prisma/config'

// `generate`, `validate` and `format` are WebAssembly, but the command line insists on a native engine first: any file will do.
const command = process.argv[2] ?? ''
if (['generate', 'validate', 'format'].includes(command))
  process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= process.execPath

export default defineConfig({
  schema: '../prisma/schema.prisma',
  migrations: { path: '../prisma/migrations' },
  datasource: { url: process.env['DATABASE_URL'] ?? 'postgresql://localhost/anteroom' },
})
