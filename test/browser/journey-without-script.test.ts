import { test } from 'vitest'
import { useMailbox } from '../mail.ts'
import { mainJourney } from './journey.ts'
import { useSite } from './site.ts'

const site = useSite()
const mailbox = useMailbox()

test('invited, filled in, signed, sent and read: on a phone, without JavaScript', async () => {
  await mainJourney(site, mailbox, { javaScriptEnabled: false, viewport: { width: 390, height: 844 } })
})
