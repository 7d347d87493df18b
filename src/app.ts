import { createRequire } from 'node:module'
import { join } from 'node:path'
import express, { type Express } from 'express'
import type { Config } from './config.ts'
import type { Transport } from './platform/mail.ts'
import { root } from './platform/root.ts'
import { siteRoutes } from './routes.ts'
import { setCarriedFormSecret } from './web/carried-form.ts'
import { ejsEngine } from './web/engine.ts'
import { errorPages, nothingHere } from './web/error-pages.ts'
import { headers } from './web/headers.ts'
import { health } from './web/health.ts'
import { setDeviceSecret } from './web/known-device.ts'
import { requestLog } from './web/request-log.ts'
import { sameOrigin } from './web/same-origin.ts'
import { derivedSecret, endSessions, siteSession } from './web/sessions.ts'
import { portalWho, staffWho, visitorsOnly } from './web/who.ts'

/** What a particular start adds: the demonstration's own pages. */
export interface Extras {
  demonstration?: express.Router
  /** The first-run page, where there is no practice yet. */
  setup?: express.Router
  /** Takes mails instead of the mail service. */
  transport?: Transport
  /** Runs once the database is open, before anybody is served. */
  prepare?: () => Promise<void>
}

/** The whole web application: one line a concern, in order. */
export function createApp(config: Config, sessionSecret: string, extras: Extras = {}): Express {
  const app = express()
  const { staff, portal, webhooks } = siteRoutes()
  const packaged = createRequire(import.meta.url).resolve
  const inter = join(packaged('@fontsource-variable/inter/package.json'), '../files')
  const signaturePad = join(packaged('signature_pad'), '../signature_pad.min.js')

  app.disable('x-powered-by').disable('etag')
  app.set('query parser', 'simple').set('trust proxy', config.trustProxy).set('views', join(root, 'views'))
  app.engine('ejs', ejsEngine(join(root, 'views'), config.production)).set('view engine', 'ejs')
  setDeviceSecret(derivedSecret(sessionSecret, 'known device'), config.https)
  setCarriedFormSecret(derivedSecret(sessionSecret, 'carried form'))
  app.locals['demonstration'] = extras.demonstration !== undefined

  app.use(requestLog)
  app.use(...headers(config))
  app.use(health())
  app.use('/public', express.static(join(root, 'public'), staticOptions), express.static(inter, staticOptions))
  app.use('/public/signature_pad.js', express.static(signaturePad, staticOptions))
  app.use('/webhooks', webhooks) // signed, so it may come from elsewhere; nothing else may
  app.use(sameOrigin(config.url))
  app.use('/portal/:practice/forms', express.urlencoded({ extended: false, limit: '2mb', parameterLimit: 2000 }))
  app.use(express.urlencoded({ extended: false, limit: '64kb', parameterLimit: 1000 }))
  app.use((request, _response, next) => {
    // the configured address decides, not the connection behind a proxy: express-session asks it for Secure cookies
    Object.defineProperty(request, 'secure', { value: config.https })
    next()
  })
  if (extras.demonstration) app.use(extras.demonstration)
  if (extras.setup) app.use('/setup', siteSession('staff', config, sessionSecret), visitorsOnly, extras.setup)
  app.use('/staff', siteSession('staff', config, sessionSecret), endSessions, staffWho, staff)
  app.use('/portal/:practice', siteSession('portal', config, sessionSecret), endSessions, portalWho, portal)
  app.get('/', (_request, response) => response.redirect(303, '/staff'))
  app.use(nothingHere)
  app.use(errorPages)
  return app
}

const staticOptions = { index: false, maxAge: '1h', setHeaders: cacheable } as const

function cacheable(response: express.Response): void {
  response.set('Cache-Control', 'public, max-age=3600')
}
