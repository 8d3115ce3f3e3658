import { Button, Stack, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { Section } from '../../parts/Section.tsx'
import { Waiting } from '../../parts/Waiting.tsx'

type AddressFormProps<T> = {
  readonly title: string
  readonly field: {
    readonly id?: string
    readonly label: string
    readonly description: string
    readonly placeholder: string
    readonly maxLength: number
  }
  readonly go: string
  readonly waiting: string
  readonly act: (address: string) => Promise<T>
  /** What is said when it is done. */
  readonly done: (answer: T) => string
  /** Stands above the field. */
  readonly children?: ReactNode
}

/** One address, and what is done with it: the field is empty again when that is done, and keeps what was typed when it failed. */
export const AddressForm = <T,>({ title, field, go, waiting, act, done, children }: AddressFormProps<T>) => {
  const [address, setAddress] = useState('')
  const acting = useMutation({ mutationFn: act, onSuccess: () => setAddress('') })
  const given = address.trim()
  return (
    <Section title={title}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (given !== '') acting.mutate(given)
        }}
      >
        <Stack gap="sm">
          {children}
          <TextInput
            {...field}
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
            spellCheck={false}
            autoComplete="off"
            value={address}
            onChange={(event) => setAddress(event.currentTarget.value)}
          />
          {acting.isPending && <Waiting what={waiting} />}
          {acting.error !== null && <ErrorNotice error={acting.error} />}
          {acting.isSuccess && (
            <Text size="sm" c="var(--for)" aria-live="polite">
              {done(acting.data)}
            </Text>
          )}
          <Button type="submit" variant="default" loading={acting.isPending} disabled={given === ''} style={{ alignSelf: 'flex-end' }}>
            {go}
          </Button>
        </Stack>
      </form>
    </Section>
  )
}
