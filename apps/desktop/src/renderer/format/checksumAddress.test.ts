import { expect, test } from 'vitest'
import { checksumAddress, readAddress, shortAddress } from './checksumAddress.ts'

// The examples of EIP-55 itself.
const examples = [
  '0x52908400098527886E0F7030069857D2E4169EE7',
  '0xde709f2102306220921060314715629080e2fb77',
  '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
  '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359',
]

test.each(examples)('%s', (address) => {
  expect(checksumAddress(address.toLowerCase())).toBe(address)
  expect(readAddress(address)).toBe(address.toLowerCase())
})

test('one wrong letter in a checksummed address is refused', () => {
  expect(readAddress('0x5aAeb6053F3E94C9b9A09f33669435E7Ef1Beaed')).toBeNull()
  expect(readAddress('0x5aaeb6053f3e94c9b9a09f33669435e7ef1beae')).toBeNull()
})

test('the short form keeps both ends', () => expect(shortAddress(examples[2] ?? '')).toBe('0x5aAe…eAed'))
