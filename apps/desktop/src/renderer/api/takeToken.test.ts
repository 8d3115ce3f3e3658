import { expect, test } from 'vitest'
import { takeToken } from './takeToken.ts'

const page = (hash: string, kept: string | null = null) => {
  const seen = { address: '', kept }
  return {
    seen,
    page: {
      address: { hash, pathname: '/' },
      history: { replaceState: (_state: unknown, _unused: string, address?: string | URL | null) => void (seen.address = String(address)) },
      storage: { getItem: () => seen.kept, setItem: (_key: string, value: string) => void (seen.kept = value) },
    },
  }
}

test('the token leaves the address bar and stays for this tab', () => {
  const { seen, page: at } = page('#token=ab%2Bc')
  expect(takeToken(at)).toBe('ab+c')
  expect(seen).toEqual({ address: '/', kept: 'ab+c' })
})

test('a route behind the token survives', () => {
  const { seen, page: at } = page('#token=t&/network')
  expect(takeToken(at)).toBe('t')
  expect(seen.address).toBe('/#/network')
})

test('after a reload the kept token serves; a fresh tab without one has none', () => {
  expect(takeToken(page('#/network', 'kept').page)).toBe('kept')
  expect(takeToken(page('#/network').page)).toBeNull()
})
