// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LibBit} from "solady/utils/LibBit.sol";
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

    /// @notice The weight of these seats, and of all, where the current roster is cited and nobody left.
    function weighBlob(bytes memory blob, uint256 mask) internal pure returns (uint256 weight, uint256 total) {
        bool byPower = RosterBlob.rulesWord(blob).mode() == 1;
        total = byPower ? RosterBlob.totalPower(blob) : RosterBlob.voters(blob);
        // Everybody has one vote: count the bits.
        if (!byPower && total == RosterBlob.count(blob)) return (LibBit.popCount(mask), total);
        assembly ("memory-safe") {
            for { let record := add(blob, 0x60) } mask { mask := shr(1, mask) } {
                if and(mask, 1) {
                    let power := and(shr(24, mload(record)), 0xffffffffffffffff)
                    if iszero(byPower) { power := iszero(iszero(power)) }
                    weight := add(weight, power)
                }
                record := add(record, 45)
            }
        }
    }

    /// @notice Whether no further ballot and no later revision can change that it passes. A Yes is final here (R4), so everything else, cast or
    /// not, is taken as Against: For exceeds the rest and reaches the threshold of all. The quorum is asked apart.
    /// @dev Nothing overflows: weights are below 2^70.
    function isDecisive(RulesWord rules, uint256 yes, uint256 total) internal pure returns (bool) {
        unchecked {
            return 2 * yes > total && yes * RulesWords.BPS >= rules.thresholdBps() * total;
        }
    }

    function isQuorate(RulesWord rules, uint256 cast_, uint256 total) internal pure returns (bool) {
        unchecked {
            return cast_ * RulesWords.BPS >= rules.quorumBps() * total;
        }
    }
}
