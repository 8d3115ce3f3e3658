// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Rules} from "../types/Types.sol";

/// @notice Rules and their epoch in one word: epoch (32) << 216 | refundCap | incomeBps | credits | challengeWindow | gracePeriod | votingPeriod |
/// thresholdBps | quorumBps | mode, the last in the lowest bits.
type RulesWord is uint256;

using RulesWords for RulesWord global;

/// @title Checks, packs and unpacks the rules of a DAO
library RulesWords {
    uint256 internal constant BPS = 10_000;

    error Rules_UnknownMode(uint8 mode);
    /// @dev What a member reserves is kept in 16 bits (R8).
    error Rules_CreditsTooHigh(uint32 credits);
    error Rules_BpsAboveAll(uint16 bps);
    /// @dev With a grace period longer than the voting period there would be hours in which no roster epoch can be cited (R1).
    error Rules_GraceExceedsVoting(uint32 gracePeriod, uint32 votingPeriod);

    function check(Rules memory rules_) internal pure {
        if (rules_.mode > 2) revert Rules_UnknownMode(rules_.mode);
        if (rules_.quorumBps > BPS) revert Rules_BpsAboveAll(rules_.quorumBps);
        if (rules_.thresholdBps > BPS) revert Rules_BpsAboveAll(rules_.thresholdBps);
        if (rules_.incomeBps > BPS) revert Rules_BpsAboveAll(rules_.incomeBps);
        if (rules_.credits > type(uint16).max) revert Rules_CreditsTooHigh(rules_.credits);
        if (rules_.gracePeriod > rules_.votingPeriod) revert Rules_GraceExceedsVoting(rules_.gracePeriod, rules_.votingPeriod);
    }

    function pack(Rules memory r, uint256 epoch_) internal pure returns (RulesWord) {
        return RulesWord.wrap(
            (epoch_ << 216) | (uint256(r.refundCap) << 184) | (uint256(r.incomeBps) << 168) | (uint256(r.credits) << 136)
                | (uint256(r.challengeWindow) << 104) | (uint256(r.gracePeriod) << 72) | (uint256(r.votingPeriod) << 40)
                | (uint256(r.thresholdBps) << 24) | (uint256(r.quorumBps) << 8) | r.mode
        );
    }

    function unpack(RulesWord word) internal pure returns (Rules memory r) {
        uint256 w = RulesWord.unwrap(word);
        r = Rules({
            mode: uint8(w),
            quorumBps: uint16(w >> 8),
            thresholdBps: uint16(w >> 24),
            votingPeriod: uint32(w >> 40),
            gracePeriod: uint32(w >> 72),
            challengeWindow: uint32(w >> 104),
            credits: uint32(w >> 136),
            incomeBps: uint16(w >> 168),
            refundCap: uint32(w >> 184)
        });
    }

    function epoch(RulesWord word) internal pure returns (uint256) {
        return uint32(RulesWord.unwrap(word) >> 216);
    }

    function mode(RulesWord word) internal pure returns (uint256) {
        return uint8(RulesWord.unwrap(word));
    }

    function quorumBps(RulesWord word) internal pure returns (uint256) {
        return uint16(RulesWord.unwrap(word) >> 8);
    }

    function thresholdBps(RulesWord word) internal pure returns (uint256) {
        return uint16(RulesWord.unwrap(word) >> 24);
    }

    function votingPeriod(RulesWord word) internal pure returns (uint256) {
        return uint32(RulesWord.unwrap(word) >> 40);
    }

    function gracePeriod(RulesWord word) internal pure returns (uint256) {
        return uint32(RulesWord.unwrap(word) >> 72);
    }

    function challengeWindow(RulesWord word) internal pure returns (uint256) {
        return uint32(RulesWord.unwrap(word) >> 104);
    }

    function credits(RulesWord word) internal pure returns (uint256) {
        return uint32(RulesWord.unwrap(word) >> 136);
    }

    function refundCap(RulesWord word) internal pure returns (uint256) {
        return uint32(RulesWord.unwrap(word) >> 184);
    }

    function incomeBps(RulesWord word) internal pure returns (uint256) {
        return uint16(RulesWord.unwrap(word) >> 168);
    }
}
