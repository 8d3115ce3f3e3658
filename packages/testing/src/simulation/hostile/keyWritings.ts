import { exchangePublicKey, keyIdOf, sealKey } from '@daomesh/protocol'
import { hash32, of, type Writing } from './writing.ts'

/** Seals: rubbish for everybody, for oneself only, the key in use under rubbish, a predecessor that is none. */
export const badSeal: Writing = (pen) => {
  const { random } = pen
  const devices = [...new Set(of(pen, 'log.open').map(({ header }) => header.device))]
  const log = pen.open()
  const key = random.pick(pen.keys)
  const seal = (body: object) => pen.write(log, 'key.seal', { v: 1, ...body }, { view: random.pick([...pen.views]) })
  const rubbish = devices.map((device) => ({ device, box: random.bytes(1 + random.below(128)) }))
  seal({ keyId: hash32(pen), boxes: rubbish, previous: null })
  seal({ keyId: keyIdOf(key), boxes: rubbish, previous: { keyId: hash32(pen), box: random.bytes(72) } })
  seal({ keyId: hash32(pen), boxes: rubbish.slice(0, 1), previous: { keyId: keyIdOf(key), box: random.bytes(1) } })
  const own = random.bytes(32)
  const box = sealKey(own, exchangePublicKey(pen.device.exchangeSecret), random.bytes(32))
  seal({ keyId: keyIdOf(own), boxes: [{ device: pen.device.device, box }], previous: { keyId: keyIdOf(own), box: random.bytes(72) } })
  // Everybody gets a true box that holds another key than it says.
  const wrong = sealKey(random.bytes(32), exchangePublicKey(pen.device.exchangeSecret), random.bytes(32))
  seal({ keyId: hash32(pen), boxes: [{ device: pen.device.device, box: wrong }], previous: null })
}
