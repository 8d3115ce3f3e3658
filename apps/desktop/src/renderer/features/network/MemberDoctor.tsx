import { Box, Button, Collapse, Group, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconChevronRight } from '@tabler/icons-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { StatusDot } from '../../shell/StatusDot.tsx'
import { FindingText } from './FindingText.tsx'
import type { Diagnosis } from './network.ts'

type MemberDoctorProps = { readonly member: Diagnosis['members'][number] & { readonly spaceNames: readonly string[] } }

/** One other member: whether they are seen in these spaces, and on demand why not. */
export const MemberDoctor = ({ member }: MemberDoctorProps) => {
  const { t, i18n } = useTranslation()
  const [open, { toggle }] = useDisclosure(false)
  const panel = useId()
  const { spaceNames, seen, findings } = member
  const spaces = new Intl.ListFormat(i18n.language).format(spaceNames)
  const name = member.name ?? t('doctor.unnamed')
  return (
    <Box className="row">
      <Group justify="space-between" wrap="nowrap">
        <Group gap={9} wrap="nowrap" style={{ minWidth: 0 }}>
          <StatusDot color={seen ? 'var(--for)' : 'var(--warn)'} hollow={!seen} />
          <Text fw={550} truncate>
            {name}
          </Text>
          <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {t('doctor.inSpace', { space: spaces })}
          </Text>
        </Group>
        <Text size="sm" c={seen ? 'var(--for)' : 'var(--warn)'} style={{ flex: 'none' }}>
          {t(seen ? 'doctor.seen' : 'doctor.notSeen')}
        </Text>
      </Group>
      {findings.length > 0 && (
        <>
          <Button
            mt={6}
            size="compact-sm"
            variant="subtle"
            aria-expanded={open}
            aria-controls={panel}
            leftSection={<IconChevronRight size={14} aria-hidden style={{ transform: open ? 'rotate(90deg)' : undefined }} />}
            onClick={toggle}
          >
            {t(seen ? 'doctor.what' : 'doctor.why', { name })}
          </Button>
          <Collapse expanded={open} id={panel}>
            <Stack gap="md" mt="sm" pl="xs">
              {findings.map((finding) => (
                <FindingText key={`${finding.code} ${finding.device}`} finding={finding} />
              ))}
            </Stack>
          </Collapse>
        </>
      )}
    </Box>
  )
}
