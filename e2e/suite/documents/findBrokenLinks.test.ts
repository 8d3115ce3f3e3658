import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findBrokenLinks } from './findBrokenLinks.ts'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'daomesh-links-'))
  mkdirSync(join(root, 'docs'))
  writeFileSync(join(root, 'other.md'), '# Why `logs`, not blocks?\n')
})
afterEach(() => rmSync(root, { recursive: true }))

const broken = (text: string): string[] => {
  writeFileSync(join(root, 'docs', 'page.md'), text)
  return findBrokenLinks(root, 'docs/page.md')
}

test('links to files, folders, headings and the web are fine', () => {
  expect(broken('# Top\n[a](../other.md) [b](../other.md#why-logs-not-blocks) [c](#top) [d](..) [e](https://example.org/x)')).toEqual([])
})

test('absent files, headings, images and reference targets are found', () => {
  const text = '[a](gone.md)\n![b](gone.png "title")\n[c](../other.md#gone)\n[d](#gone)\n\n[e]: gone.txt\n'
  expect(broken(text)).toEqual(['gone.md', 'gone.png', '../other.md#gone', '#gone', 'gone.txt'])
})

test('code is not read for links', () => {
  expect(broken('```\n[a](gone.md)\n```\n`[b](gone.md)`\n')).toEqual([])
})
