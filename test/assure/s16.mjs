import { once } from 'node:events'
import { createServer } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { text } from 'node:stream/consumers'
import { ada, castPassword, omar } from '../../dist/prisma/cast.js'
import { line, quantile } from '../bench/figures.mjs'
import { post } from '../bench/visitor.mjs'

const MAILS = 40
const moods = ['refused connection', 'hanging', 'putting off', 'well again']

/** S16: while the mail service fails in each way, pages stay quick; once it is well, every mail has left, once. */
export async function s16(stage) {
  const sink = mailService()
  const url = await sink.open()
  const app = await stage.serve('app.mjs', { SMTP_URL: url })
  const cookie = await signedIn(app.url)
  const slowest = []
  let sent = 0
  for (const mood of moods) {
    await sink.become(mood)
    const times = []
    for (let number = 0; number < MAILS; number++) {
      const began = performance.now()
      const to = { email: omar.email }
      const { status } = await post(`${app.url}/staff/organization/client-portal/login-link`, to, cookie)
      if (status !== 303) throw new Error(`with the mail service ${mood} a page was answered ${status}`)
      times.push(performance.now() - began)
      sent += 1
    }
    slowest.push(quantile(times, 0.99))
  }
  await app.ask('mailsLeft')
  const came = new Set(sink.taken)
  const [lost, twice] = [sent - came.size, sink.taken.length - came.size]
  const foreign = (await app.ask('reached')).filter((place) => !/^(127\.0\.0\.1:\d+|\/.*\.s\.PGSQL\.\d+)$/.test(place))
  await sink.close()
  return [
    line(
      'S16',
      'page-p99-ms',
      Math.max(...slowest),
      '<=1000',
      `${sent} mails asked for, mail service ${moods.join(', ')}`,
    ),
    line('S16', 'lost', lost, '<=0', `${came.size} of ${sent} came`),
    line('S16', 'twice', twice, '<=0'),
    line('S16', 'foreign-places', foreign.length, '<=0', foreign.join(' ') || 'its database and its mail service only'),
  ]
}

async function signedIn(url) {
  const answer = await post(`${url}/staff/sign-in`, { email: ada.email, password: castPassword })
  return answer.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ')
}

/** A mail service at one address that can fail in several ways. */
function mailService() {
  const taken = []
  const state = { mood: '', port: 0, server: undefined, sockets: new Set() }
  const takes = () =>
    new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onRcptTo: (_to, _session, done) => {
        if (state.mood === 'putting off') return done(Object.assign(new Error('busy'), { responseCode: 450 }))
        done()
      },
      onData: (stream, _session, done) =>
        void text(stream).then((source) => {
          taken.push(/^message-id: (.*)$/im.exec(source)?.[1])
          done()
        }, done),
    }).on('error', () => {})
  // accepts, and never says a word
  const hangs = () => createServer((socket) => state.sockets.add(socket.on('error', () => {})))
  const made = { 'refused connection': null, hanging: hangs, 'putting off': takes, 'well again': takes }

  async function become(mood) {
    for (const socket of state.sockets) socket.destroy()
    if (state.server) await new Promise((closed) => state.server.close(closed))
    state.mood = mood
    state.server = made[mood]?.()
    if (!state.server) return
    state.server.listen(state.port, '127.0.0.1')
    await once(state.server.server ?? state.server, 'listening')
  }
  return {
    taken,
    become,
    /** Finds a free place, and says where. */
    async open() {
      const probe = createServer().listen(0, '127.0.0.1')
      await once(probe, 'listening')
      state.port = probe.address().port
      await new Promise((closed) => probe.close(closed))
      return `smtp://127.0.0.1:${state.port}`
    },
    close: () => become('refused connection'),
  }
}
