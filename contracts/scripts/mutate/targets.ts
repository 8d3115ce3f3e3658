/** Which sources are changed, and where the tests lie that should notice, in the order they are asked. All others are asked before a change counts as unnoticed. */
export const targets: Readonly<Record<string, string>> = {
  'src/libraries/Tally.sol': 'test/enact/**',
  'src/libraries/RosterDeltas.sol': 'test/changeRoster/**',
  'src/libraries/FairShare.sol': 'test/ragequit/**',
  'src/Membership.sol': 'test/{facts,ragequit,changeRoster,revokeBallots,enact}/**',
  'src/Enactment.sol': 'test/{enact,refund}/**',
  'src/libraries/RosterBlob.sol': 'test/{changeRoster,deploy,ragequit}/**',
  'src/types/Head.sol': 'test/{facts,ragequit,changeRoster,revokeBallots,enact}/**',
  'src/libraries/RulesWord.sol': 'test/{deploy,enact,refund}/**',
  'src/libraries/CallRunner.sol': 'test/enact/**',
  'src/libraries/AfterWitness.sol': 'test/enact/**',
  'src/DaoStorage.sol': 'test/{enact,ragequit,changeRoster}/**',
  'src/Dao.sol': 'test/{facts,deploy,ragequit,isValidSignature,changeRoster}/**',
  'src/libraries/TokenCalls.sol': 'test/{ragequit,distribute,claim}/**',
  'src/libraries/SheetReader.sol': 'test/enact/**',
  'src/MarketBonds.sol': 'test/bonds/**',
  'src/Till.sol': 'test/till/**',
}

/** Tests that measure gas. Woven code, compiled with little optimisation, needs more, so they fail with nothing changed and cannot be asked. */
export const gasTests = ['test_R9_executingARecordIsRefundedToo', 'testFuzz_R3_plainPathAgreesWithTheNamedChecks'] as const
