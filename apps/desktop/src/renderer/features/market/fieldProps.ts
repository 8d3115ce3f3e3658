import type { useForm } from '@mantine/form'

/** What a form hands to one of its fields: value, error and what to call. */
export type FieldProps = ReturnType<ReturnType<typeof useForm>['getInputProps']>
