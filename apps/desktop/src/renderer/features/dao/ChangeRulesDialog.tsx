import { Button, Group, List, Modal, Stack, Text, Textarea } from '@mantine/core'
import { changedRules, ruleProblems } from '@daomesh/governance'
import { useNavigate } from '@tanstack/react-router'
import { IconSend } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { useSentence } from '../../parts/useSentence.ts'
import { WhyNot } from '../../parts/WhyNot.tsx'
import { RuleFields } from '../lobby/RuleFields.tsx'
import type { Dao } from './dao.ts'

type ChangeRulesDialogProps = { readonly dao: Dao; readonly opened: boolean; readonly onClose: () => void }

/** Proposes other rules: the numbers, and what changes by them, before anybody votes. */
export const ChangeRulesDialog = ({ dao, opened, onClose }: ChangeRulesDialogProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const { space } = dao
  const say = useSentence()
  const navigate = useNavigate()
  const [rules, setRules] = useState(dao.rules)
  const [reason, setReason] = useState('')
  const submit = useCommand(
    client.proposals.changeRules,
    ({ decision }) => void navigate({ to: '/dao/$space/proposals/$decision', params: { space, decision } }),
  )
  const changes = changedRules(dao.rules, rules)
  const problems = ruleProblems(rules)
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('changeRules.title', { name: dao.name })}
      size="xl"
      closeButtonProps={{ 'aria-label': t('parts.close') }}
    >
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t('changeRules.about')}
        </Text>
        <RuleFields rules={rules} change={setRules} members={dao.memberRows.length} whole />
        <Stack gap={6} aria-live="polite">
          <Text size="sm" fw={600}>
            {t('changeRules.changes')}
          </Text>
          {changes.length === 0 ? (
            <Text size="sm" c="dimmed">
              {t('changeRules.none')}
            </Text>
          ) : (
            <List size="sm" spacing={3}>
              {changes.map((change) => (
                <List.Item key={change.key}>{say(change)}</List.Item>
              ))}
            </List>
          )}
          {problems.map((problem) => (
            <Text key={problem.key} size="sm" c="var(--mantine-color-error)">
              {say(problem)}
            </Text>
          ))}
        </Stack>
        <Textarea
          label={t('changeRules.reason')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          maxLength={8_000}
          maxRows={8}
        />
        {submit.error !== null && <ErrorNotice error={submit.error} />}
        <Group justify="flex-end">
          <WhyNot why={changes.length === 0 ? t('changeRules.first') : null} />
          <Button
            leftSection={<IconSend size={16} aria-hidden />}
            loading={submit.isPending}
            disabled={changes.length === 0 || problems.length > 0}
            onClick={() => submit.mutate({ space, rules, reason: reason.trim() })}
          >
            {t('changeRules.submit')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
