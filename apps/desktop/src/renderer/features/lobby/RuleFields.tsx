import { Box, NativeSelect, Radio, SimpleGrid, Stack, Text } from '@mantine/core'
import { countingModes, limits } from '@daomesh/protocol'
import type { Rules } from '@daomesh/protocol'
import { useTranslation } from 'react-i18next'
import { RulesInWords } from '../dao/RulesInWords.tsx'
import { RuleNumber } from './RuleNumber.tsx'
import { presetNames, presetOf, rulePresets } from './rulePresets.ts'
import type { PresetName } from './rulePresets.ts'

type RuleFieldsProps = {
  readonly rules: Rules
  readonly change: (rules: Rules) => void
  readonly members: number
  /** The whole of the rules, for a DAO that lives; at a founding the presets choose the counting. */
  readonly whole?: boolean
}

const day = 86_400
const modes = Object.keys(countingModes) as (keyof typeof countingModes)[]

/** A preset to begin with, the few numbers behind it, and what they mean in words at once. */
export const RuleFields = ({ rules, change, members, whole = false }: RuleFieldsProps) => {
  const { t } = useTranslation()
  const fields = { rules, change }
  const quadratic = rules.mode === countingModes.quadratic
  const count = (mode: number): void =>
    change({ ...rules, mode, credits: mode === countingModes.quadratic ? rules.credits || 100 : rules.credits })
  return (
    <Stack gap="md">
      {!whole && (
        <Radio.Group label={t('terms.preset')} value={presetOf(rules) ?? ''} onChange={(value) => change(rulePresets[value as PresetName])}>
          <Stack gap={8} mt={6}>
            {presetNames.map((name) => (
              <Radio key={name} value={name} label={t(`terms.presets.${name}.name`)} description={t(`terms.presets.${name}.about`)} />
            ))}
          </Stack>
        </Radio.Group>
      )}
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        {whole && (
          <NativeSelect
            label={t('terms.mode')}
            value={String(rules.mode)}
            data={modes.map((name) => ({ value: String(countingModes[name]), label: t(`terms.modes.${name}`) }))}
            onChange={(event) => count(Number(event.currentTarget.value))}
          />
        )}
        {quadratic && <RuleNumber {...fields} field="credits" min={1} max={limits.credits} />}
        <RuleNumber {...fields} field="quorumBps" max={100} />
        <RuleNumber {...fields} field="thresholdBps" max={100} />
        <RuleNumber {...fields} field="votingPeriod" min={0.01} max={365} />
        <RuleNumber {...fields} field="challengeWindow" max={90} />
        <RuleNumber {...fields} field="gracePeriod" max={rules.votingPeriod / day} />
        {whole && <RuleNumber {...fields} field="incomeBps" max={100} />}
        {whole && <RuleNumber {...fields} field="refundCap" max={16_000_000} />}
      </SimpleGrid>
      <Box p="md" bg="var(--surface-sunken)" style={{ borderRadius: 8 }}>
        <Text size="sm" fw={600} mb={6}>
          {t('terms.inWords')}
        </Text>
        <RulesInWords rules={rules} members={members} />
      </Box>
    </Stack>
  )
}
