import { expect, test } from 'vitest'
import { readArguments, routeOfLink } from './readArguments.ts'

test('own flags among foreign ones', () => {
  expect(readArguments(['--no-zygote', '--home', '/h', '--sandbox', '--type=x', 'daomesh://join#1ab'])).toEqual({
    home: '/h',
    rpc: undefined,
    sandbox: true,
    invite: 'daomesh://join#1ab',
  })
  expect(readArguments(['--rpc=http://127.0.0.1:8545'])).toMatchObject({ rpc: 'http://127.0.0.1:8545', sandbox: false, invite: undefined })
})

test('C7 E6: what comes behind a link belongs to the link, however it was handed over', () => {
  const link = 'daomesh://join#1ab'
  expect(readArguments([link, '--rpc=https://evil.example', '--home', '/tmp/x', '--sandbox'])).toEqual({
    home: undefined,
    rpc: undefined,
    sandbox: false,
    invite: link,
  })
  expect(readArguments(['--rpc', 'https://rpc.example', link, '--rpc=https://evil.example']).rpc).toBe('https://rpc.example')
})

test('E6: only invites become routes, and stay one parameter', () => {
  expect(routeOfLink('daomesh://join#1a&b')).toBe('#/join?invite=%22daomesh%3A%2F%2Fjoin%231a%26b%22')
  expect(routeOfLink('daomesh://other#1')).toBeNull()
  expect(routeOfLink(`daomesh://join#1${'a'.repeat(9_000)}`)).toBeNull()
})
