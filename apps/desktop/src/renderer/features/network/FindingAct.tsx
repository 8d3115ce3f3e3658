import { Anchor, Box, Button, Code, Stack, Text } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { findings, fillIn, type FindingText } from '@daomesh/node/contract'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { OpenSigner } from '../../parts/OpenSigner.tsx'
import { actOf } from './actOf.ts'
import { endpointField } from './endpointField.ts'
import type { Diagnosis } from './network.ts'
import { Reread } from './Reread.tsx'

type Finding = Diagnosis['findings'][number]

/** Puts this node, or its chain alone, back on the line. */
const SwitchOn = ({ chainOnly }: { readonly chainOnly: boolean }) => {
  const { t } = useTranslation()
  const { client, queries } = useApi()
  const { data: network } = useQuery(queries.network.status.queryOptions())
  const change = useMutation({
    mutationFn: () => client.network.setOnline({ online: chainOnly ? (network?.online ?? false) : true, chain: true }),
  })
  return (
    <>
      <Button size="xs" loading={change.isPending} disabled={network === undefined} onClick={() => change.mutate()}>
        {t(chainOnly ? 'doctor.do.chainOn' : 'doctor.do.networkOn')}
      </Button>
      {change.error !== null && <ErrorNotice error={change.error} />}
    </>
  )
}

/** Leads to the field beside; nowhere where this machine keeps the chain itself. */
const ToEndpoint = () => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const { data: status } = useQuery(queries.node.status.queryOptions())
  if (status?.chain.movable !== true) return null
  return (
    <Anchor
      component="button"
      type="button"
      size="sm"
      style={{ alignSelf: 'flex-start' }}
      onClick={() => document.getElementById(endpointField)?.focus()}
    >
      {t('doctor.do.endpoint')}
    </Anchor>
  )
}

/** What does what a finding asks for: a button here, the screen where it is done, or else the command. */
export const FindingAct = ({ finding: { code, params } }: { readonly finding: Finding }) => {
  const { t } = useTranslation()
  const { command }: FindingText = findings[code]
  switch (actOf(code)) {
    case 'chainOn':
    case 'networkOn':
      return (
        <Box mt={4}>
          <SwitchOn chainOnly={actOf(code) === 'chainOn'} />
        </Box>
      )
    case 'signer':
      return (
        <Box mt={4}>
          <OpenSigner size="xs" variant="default" label={t('signing.open')} />
        </Box>
      )
    case 'transactions':
      return (
        <Anchor component={Link} to="/transactions" size="sm">
          {t('doctor.do.transactions')}
        </Anchor>
      )
    case 'endpoint':
      return <ToEndpoint />
    case 'reread':
      return (
        <Stack gap={6} mt={4} align="flex-start">
          <ToEndpoint />
          <Reread />
        </Stack>
      )
    case 'here':
      return null
    case null:
      return command === undefined ? null : (
        <Text size="sm">
          {t('doctor.inTerminal')} <Code style={{ overflowWrap: 'anywhere' }}>{fillIn(command, params)}</Code>
        </Text>
      )
  }
}
