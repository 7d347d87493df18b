import { z } from 'zod'
import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from '../prisma/client/client.ts'

const field = z.object({ name: z.string(), kind: z.string(), type: z.string(), dbName: z.string().optional() })
const parts = z.object({
  _engineConfig: z.object({ inlineSchema: z.string() }),
  _runtimeDataModel: z.object({
    models: z.record(z.string(), z.object({ dbName: z.string().nullable(), fields: z.array(field) })),
  }),
})

interface Field {
  name: string
  column: string
  type: string
  attributes: string
}

interface Model {
  name: string
  table: string
  fields: Field[]
  /** The lines that begin with @@. */
  block: string[]
}

/** Type in the schema, with its native type where one is named -> type in the catalogue. */
const columnTypes: Record<string, string> = {
  'String ': 'text',
  'String Uuid': 'uuid',
  'Boolean ': 'boolean',
  'Int ': 'integer',
  'BigInt ': 'bigint',
  'Bytes ': 'bytea',
  'Json ': 'jsonb',
  'Json Json': 'json',
  'DateTime Date': 'date',
  'DateTime Timestamptz(3)': 'timestamp(3) with time zone',
}

/** What the generated client holds: the schema it was made from, and the columns it asks for. */
const clientParts = () => parts.parse(new PrismaClient({ adapter: new PrismaPg({}) }))

/** The columns the generated client asks for, `table.column`, read from the client's own data model. */
export function columnsAskedFor(): string[] {
  const { models } = clientParts()._runtimeDataModel
  return Object.entries(models).flatMap(([name, model]) =>
    model.fields
      .filter(({ kind }) => kind !== 'object')
      .map((each) => `${model.dbName ?? name}.${each.dbName ?? each.name}`),
  )
}

/** One line a column, key, unique, index and reference that the generated client counts on. */
export function linesOfModel(): string[] {
  const models = modelsOf(clientParts()._engineConfig.inlineSchema)
  return models.flatMap((model) => [
    ...model.fields.filter(({ type }) => !isModel(models, type)).map((each) => columnLine(model, each)),
    ...model.fields.flatMap((each) => fieldKeys(model, each)),
    ...model.block.flatMap((line) => blockKeys(model, line)),
    ...model.fields.flatMap((each) => reference(models, model, each)),
  ])
}

const isModel = (models: Model[], type: string) => models.some(({ name }) => name === bare(type))
const bare = (type: string) => type.replace(/[?[\]]/g, '')

function modelsOf(schema: string): Model[] {
  return [...schema.matchAll(/^model (\w+) \{\n(.*?)^\}/gms)].map(([, name = '', body = '']) => {
    const lines = body.split('\n').map((line) => line.replace(/\s*\/\/.*/, '').trim())
    const block = lines.filter((line) => line.startsWith('@@'))
    const fields = lines.flatMap((line) => {
      const [, field = '', type = '', attributes = ''] = /^(\w+)\s+(\S+)\s*(.*)$/.exec(line) ?? []
      return field ? [{ name: field, column: mapped(attributes) ?? field, type, attributes }] : []
    })
    return { name, table: mapped(block.join(' ')) ?? name, fields, block }
  })
}

const mapped = (attributes: string) => /@map\("(\w+)"\)/.exec(attributes)?.[1]

function columnLine({ table }: Model, { column, type, attributes }: Field): string {
  const native = /@db\.(\w+(\(\d+\))?)/.exec(attributes)?.[1] ?? ''
  const known = columnTypes[`${bare(type)} ${native}`]
  if (!known) throw new Error(`${table}.${column}: no column type known for ${type} ${native}`)
  // Prisma makes the column of a list without NOT NULL, and reads null as an empty list
  const isList = type.endsWith('[]')
  return `${table}.${column} ${known}${isList ? '[]' : ''} ${isList || type.endsWith('?') ? 'null' : 'not null'}${given(attributes)}`
}

function given(attributes: string): string {
  const [, value] = /@default\((.*?\)?)\)(?: |$)/.exec(attributes) ?? []
  if (value === undefined) return ''
  return value === 'dbgenerated()' ? ' made by the database' : ` default ${value.replaceAll('"', '')}`
}

function fieldKeys({ table }: Model, { column, attributes }: Field): string[] {
  return [
    ...(/@id\b/.test(attributes) ? [`${table} primary key (${column})`] : []),
    ...(/@unique\b/.test(attributes) ? [`${table} unique (${column})`] : []),
  ]
}

const keyWords: Record<string, string> = { id: 'primary key', unique: 'unique', index: 'index' }

function blockKeys(model: Model, line: string): string[] {
  const [, attribute = '', list = ''] = /^@@(\w+)\(\[(.*?)\]/.exec(line) ?? []
  const words = keyWords[attribute]
  return words ? [`${model.table} ${words} (${columns(model, list)})`] : []
}

const columns = (model: Model, list: string) =>
  list
    .split(/,\s*/)
    .map((name) => model.fields.find((each) => each.name === name)?.column ?? `${name}?`)
    .join(', ')

function reference(models: Model[], model: Model, { type, attributes }: Field): string[] {
  const [, from, to, onDelete] =
    /@relation\(fields: \[(.*?)\], references: \[(.*?)\], onDelete: (\w+)\)/.exec(attributes) ?? []
  const other = models.find(({ name }) => name === bare(type))
  if (!from || !to || !onDelete || !other) return []
  const ends = `(${columns(model, from)}) references ${other.table} (${columns(other, to)})`
  return [`${model.table} ${ends} on delete ${onDelete.toLowerCase()}`]
}
