import { Button } from '@mantine/core'
import type { ButtonProps } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { IconExternalLink } from '@tabler/icons-react'
import { useApi } from '../api/ApiContext.ts'
import { ErrorNotice } from './ErrorNotice.tsx'

type OpenSignerProps = { readonly label: string } & Pick<ButtonProps, 'size' | 'variant'>

/**
 * Brings up the trusted window, where keys and passwords live. The desktop opens it itself; in a browser it is a page of its own,
 * without an opener, so that this page can neither see nor steer it.
 */
export const OpenSigner = ({ label, size = 'sm', variant = 'filled' }: OpenSignerProps) => {
  const { client, queries } = useApi()
  const { data: status } = useQuery(queries.node.status.queryOptions())
  const open = useMutation({ mutationFn: () => client.node.openSigner() })
  const page = status?.signer.page ?? open.data?.page ?? null
  const looks = { size, variant, rightSection: <IconExternalLink size={15} aria-hidden /> }
  if (page !== null)
    return (
      <Button component="a" href={page} target="_blank" rel="noopener noreferrer" {...looks}>
        {label}
      </Button>
    )
  return (
    <>
      <Button onClick={() => open.mutate()} loading={open.isPending} {...looks}>
        {label}
      </Button>
      {open.error !== null && <ErrorNotice error={open.error} />}
    </>
  )
}
