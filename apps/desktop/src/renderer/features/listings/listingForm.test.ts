import { expect, test } from 'vitest'
import { freshListing, listingProblems, readListing } from './listingForm.ts'

const songs = { ...freshListing, title: ' Songs ', amount: '1,5', files: ['a'], tags: ['music, meadow', ''] }

test('what a person types becomes the words of a listing, exact to the last unit', () => {
  expect(listingProblems(songs, 18, true)).toEqual({})
  expect(readListing(songs, 18)).toMatchObject({
    title: 'Songs',
    tags: ['music', 'meadow'],
    price: { amount: '1500000000000000000' },
    copies: 0,
    days: 30,
  })
  expect(readListing({ ...songs, copies: 7, amount: '0' }, 18)).toMatchObject({ copies: 7, price: { amount: '0' } })
})

test('what is missing or would give the work away is named by its field', () => {
  expect(listingProblems(freshListing, 18, true)).toEqual({ title: 'title', amount: 'amount', files: 'files' })
  expect(listingProblems(freshListing, 18, false)).toEqual({ title: 'title', amount: 'amount' })
  expect(listingProblems({ ...songs, samples: ['a'] }, 18, true)).toEqual({ samples: 'samples' })
  expect(listingProblems({ ...songs, amount: '1.55' }, 1, true)).toEqual({ amount: 'amount' })
})
