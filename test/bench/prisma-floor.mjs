// The floor of P9: the least that answers with a page made from a row that Prisma read.
import { PrismaPg } from '@prisma/adapter-pg'
import ejs from 'ejs'
import express from 'express'
import pg from 'pg'
import { PrismaClient } from '../../dist/prisma/client/client.js'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 })
const prisma = new PrismaClient({ adapter: new PrismaPg(pool) })
const page = ejs.compile('<!doctype html><title>Floor</title><p><%= count %> sessions</p>')
const app = express()
app.get('/', async (_request, response) => response.send(page({ count: await prisma.session.count() })))
app.listen(Number(process.env.PORT), '127.0.0.1')
