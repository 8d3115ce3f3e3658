// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "../interfaces/IDao.sol";
import {RosterBlob} from "./RosterBlob.sol";
import {RulesWord, RulesWords} from "./RulesWord.sol";

/// @title Weights and outcomes (R2, R3)
library Tally {
    /// @dev What ballots weigh, with the current total as the only denominator. Only made where the blob alone does not say it: somebody left, or
    /// an older roster is cited.
    struct Weights {
        uint256[] seats;
        uint256 total;
        /// Whether a holder of the cited epoch has no seat any more, so that nothing is unanimous.
        bool holderGone;
    }

    /// @notice Weights of a decision that cites the current roster.
    function current(bytes memory blob, uint256 exited) internal pure returns (Weights memory w) {
        uint256 n = RosterBlob.count(blob);
        bool byPower = RosterBlob.rulesWord(blob).mode() == 1;
        w.seats = new uint256[](n);
        for (uint256 i; i < n; ++i) {
            // A seat that left by ragequit weighs nothing.
            if (exited & (1 << i) != 0) continue;
            w.seats[i] = _weight(RosterBlob.seat(blob, i), byPower);
            w.total += w.seats[i];
        }
    }

    function _weight(uint256 record, bool byPower) private pure returns (uint256 weight) {
        weight = RosterBlob.powerOf(record);
        if (!byPower && weight != 0) weight = 1;
    }

    /// @notice Weights of a decision that cites an older roster: the smaller of both, over the current total.
    /// @dev Both rosters are sorted by account, so one pass joins them.
    function older(bytes memory blob, uint256 exited, bytes memory cited) internal pure returns (Weights memory w) {
        w = current(blob, exited);
        uint256 n = RosterBlob.count(blob);
        uint256 citedCount = RosterBlob.count(cited);
        bool byPower = RosterBlob.rulesWord(blob).mode() == 1;
        uint256 matched;
        uint256 c;
        for (uint256 i; i < n; ++i) {
            address account = RosterBlob.accountOf(RosterBlob.seat(blob, i));
            while (c < citedCount && RosterBlob.accountOf(RosterBlob.seat(cited, c)) < account) ++c;
            uint256 before;
            if (c < citedCount && RosterBlob.accountOf(RosterBlob.seat(cited, c)) == account) {
                before = _weight(RosterBlob.seat(cited, c), byPower);
                ++matched;
            }
            if (before < w.seats[i]) w.seats[i] = before;
        }
        w.holderGone = matched != citedCount;
    }

    function weigh(Weights memory w, uint256 mask) internal pure returns (uint256 weight) {
        for (uint256 i; i < w.seats.length; ++i) {
            if (mask & (1 << i) != 0) weight += w.seats[i];
        }
    }

    /// @notice Whether no further ballot and no later revision can change that it passes, and everybody signed where there is a grace period.
    /// A Yes is final here (R4), so everything else, cast or not, is taken as Against: For exceeds the rest and reaches the threshold of all, and
    /// those who took part reach the quorum.
    /// @dev For the usual case: the current roster is cited and nobody left, so the blob alone says what ballots weigh. Nothing overflows: weights
    /// are below 2^70.
    /// @return The selector of the reason why not, 0 for none.
    function outcome(bytes memory blob, uint256[] memory masks, uint256 i) internal pure returns (bytes4) {
        uint256 rules;
        uint256 count;
        uint256 support;
        uint256 yes;
        uint256 total;
        assembly ("memory-safe") {
            rules := mload(add(blob, 0x20))
            total := mload(add(blob, 0x40))
            count := byte(0, total)
            support := mload(add(masks, add(0x40, mul(i, 0x60))))
        }
        unchecked {
            total = uint8(rules) == 1 ? uint72(total >> 128) : uint8(total >> 240);
            // Where everybody has one vote, bits are votes.
            yes = uint8(rules) == 0 && total == count ? countBits(support) : _weighSeats(blob, uint8(rules) == 1, support);
            if (2 * yes <= total || yes * RulesWords.BPS < uint16(rules >> 24) * total) return IDao.Dao_NotDecisive.selector;
            if (yes * RulesWords.BPS < uint16(rules >> 8) * total) {
                (uint256 against,, uint256 abstain) = masksOf(masks, i);
                yes = _weighSeats(blob, uint8(rules) == 1, against | support | abstain);
                if (yes * RulesWords.BPS < uint16(rules >> 8) * total) return IDao.Dao_NotDecisive.selector;
            }
            if (uint32(rules >> 72) != 0 && support != (1 << count) - 1) return IDao.Dao_NotUnanimous.selector;
        }
        return 0;
    }

    function _weighSeats(bytes memory blob, bool byPower, uint256 mask) private pure returns (uint256 weight) {
        assembly ("memory-safe") {
            let record := add(blob, 0x60)
            for {} mask { mask := shr(1, mask) } {
                if and(mask, 1) {
                    let power := and(shr(24, mload(record)), 0xffffffffffffffff)
                    if iszero(byPower) { power := iszero(iszero(power)) }
                    weight := add(weight, power)
                }
                record := add(record, 45)
            }
        }
    }

    /// @dev Of 64 bits.
    function countBits(uint256 mask) internal pure returns (uint256 n) {
        assembly ("memory-safe") {
            n := sub(mask, and(shr(1, mask), 0x5555555555555555))
            n := add(and(n, 0x3333333333333333), and(shr(2, n), 0x3333333333333333))
            n := and(add(n, shr(4, n)), 0x0f0f0f0f0f0f0f0f)
            n := and(shr(56, mul(n, 0x0101010101010101)), 0xff)
        }
    }

    /// @notice The same with weights that were worked out before.
    function weighedOutcome(bytes memory blob, uint256 exited, Weights memory w, uint256[] memory masks, uint256 i)
        internal
        pure
        returns (bytes4)
    {
        RulesWord rules = RosterBlob.rulesWord(blob);
        (uint256 against, uint256 support, uint256 abstain) = masksOf(masks, i);
        uint256 yes = weigh(w, support);
        if (2 * yes <= w.total || yes * RulesWords.BPS < rules.thresholdBps() * w.total) return IDao.Dao_NotDecisive.selector;
        if (weigh(w, against | support | abstain) * RulesWords.BPS < rules.quorumBps() * w.total) return IDao.Dao_NotDecisive.selector;
        if (rules.gracePeriod() != 0) {
            // Whoever holds power or shares in either epoch must have signed; who left by ragequit holds nothing.
            uint256 holders = ((1 << w.seats.length) - 1) & ~exited;
            if (w.holderGone || support & holders != holders) return IDao.Dao_NotUnanimous.selector;
        }
        return 0;
    }

    function masksOf(uint256[] memory masks, uint256 i) internal pure returns (uint256 against, uint256 support, uint256 abstain) {
        assembly ("memory-safe") {
            let p := add(masks, add(0x20, mul(i, 0x60)))
            against := mload(p)
            support := mload(add(p, 0x20))
            abstain := mload(add(p, 0x40))
        }
    }
}
