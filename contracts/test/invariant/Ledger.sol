// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "../../src/interfaces/IDao.sol";
import {Decision, Member, RosterDelta, Rules} from "../../src/types/Types.sol";
import {DaoFixture} from "../base/DaoFixture.sol";

/// @notice Books of a DAO of at most eight people, kept without asking it anything: rosters, leavers, rules, spent slots, and what R1–R3 and R6 say.
/// @dev Written from SPEC.md and by person instead of by seat, so that a mistake of the contract is not repeated here.
abstract contract Ledger is DaoFixture {
    uint256 internal constant PEOPLE = 8;
    uint8 internal constant SILENT = 3;

    /// @dev A roster as it was written.
    struct Epoch {
        uint256 since;
        bool[8] seated;
        uint64[8] power;
    }

    /// @dev Everybody who may ever be a member, ascending by account; shares are not kept here.
    Member[8] internal people;
    uint256[8] internal peopleKeys;
    Epoch[] internal epochs;
    uint128[8] public shares;
    /// @dev Left by ragequit since the present roster was written.
    bool[8] public gone;
    uint64[8] internal minimum;
    Rules internal ruling;
    uint32 internal rulesEpoch;
    mapping(uint256 slot => uint256) public enactments;
    uint256[] public slots;

    function epochCount() public view returns (uint256) {
        return epochs.length;
    }

    function slotCount() external view returns (uint256) {
        return slots.length;
    }

    /// @return What a person weighs in an epoch as written.
    function _weightIn(uint256 epoch, uint256 p) internal view returns (uint256) {
        uint256 power = epochs[epoch].power[p];
        return ruling.mode == 1 ? power : power == 0 ? 0 : 1;
    }

    function _weightNow(uint256 p) internal view returns (uint256) {
        return gone[p] ? 0 : _weightIn(epochs.length - 1, p);
    }

    /// @dev R2 and R3: min(cited, now) over the present total, against everything that is not For.
    function _count(uint256 cited, uint8[8] memory says) internal view returns (bytes4) {
        uint256[4] memory sums;
        uint256 total;
        for (uint256 p; p < PEOPLE; ++p) {
            (uint256 before, uint256 present) = (_weightIn(cited, p), _weightNow(p));
            total += present;
            sums[says[p]] += before < present ? before : present;
        }
        uint256 yes = sums[1];
        if (yes <= total - yes || yes * 10_000 < total * ruling.thresholdBps) return IDao.Dao_NotDecisive.selector;
        if ((sums[0] + yes + sums[2]) * 10_000 < total * ruling.quorumBps) return IDao.Dao_NotDecisive.selector;
        if (ruling.gracePeriod == 0) return 0;
        for (uint256 p; p < PEOPLE; ++p) {
            bool sits = epochs[epochs.length - 1].seated[p];
            if (epochs[cited].seated[p] && !sits) return IDao.Dao_NotUnanimous.selector;
            if (sits && !gone[p] && says[p] != 1) return IDao.Dao_NotUnanimous.selector;
        }
        return 0;
    }

    /// @dev R1: genesis or a grace period old and never of this second; present, or replaced less than a voting period ago.
    function _cite(uint256 cited) internal view returns (bytes4) {
        uint256 present = epochs.length - 1;
        if (cited > present) return IDao.Dao_UnknownRoster.selector;
        uint256 since = epochs[cited].since;
        if (cited != 0 && (block.timestamp == since || block.timestamp - since < ruling.gracePeriod)) return IDao.Dao_RosterTooYoung.selector;
        if (cited != present && block.timestamp - epochs[cited + 1].since >= ruling.votingPeriod) return IDao.Dao_RosterTooOld.selector;
        return 0;
    }

    /// @dev R1, R3 and R6 before the calls.
    function _judge(Decision memory d, bool isAfterMet, uint8[8] memory says) internal view returns (bytes4 reason) {
        if (enactments[d.slot] != 0) return IDao.Dao_AlreadySpent.selector;
        if (block.timestamp > d.expiresAt) return IDao.Dao_Expired.selector;
        if (d.executor != address(0) && d.executor != address(this)) return IDao.Dao_WrongExecutor.selector;
        if (!isAfterMet) return IDao.Dao_AfterUnmet.selector;
        if (d.rulesEpoch != rulesEpoch) return IDao.Dao_StaleRules.selector;
        reason = _cite(d.rosterEpoch);
        if (reason == 0) reason = _count(d.rosterEpoch, says);
    }

    function _spend(uint256 slot) internal {
        if (enactments[slot]++ == 0) slots.push(slot);
    }

    /// @dev R7: powers are set, shares only added; who left starts anew, and empty seats go.
    /// @return ok False when nobody would vote or own.
    function _applyRoster(RosterDelta[] memory deltas) internal returns (bool ok) {
        Epoch memory next = epochs[epochs.length - 1];
        uint128[8] memory owned = shares;
        next.since = block.timestamp;
        uint256 d;
        (uint256 votes, uint256 total) = (0, 0);
        for (uint256 p; p < PEOPLE; ++p) {
            if (gone[p]) next.power[p] = 0;
            if (d < deltas.length && deltas[d].account == people[p].account) {
                if (deltas[d].setPower) next.power[p] = deltas[d].power;
                owned[p] += deltas[d++].mint;
            }
            next.seated[p] = next.power[p] != 0 || owned[p] != 0;
            votes += next.power[p];
            total += owned[p];
        }
        if (votes == 0 || total == 0) return false;
        shares = owned;
        delete gone;
        epochs.push(next);
        return true;
    }

    function _applyRules(Rules memory rules) internal {
        ruling = rules;
        ++rulesEpoch;
    }

    function totalShares() public view returns (uint256 total) {
        for (uint256 p; p < PEOPLE; ++p) total += shares[p];
    }

    /// @return position The seat of a seated person: how many sit before.
    function _seatOf(uint256 p) internal view returns (uint256 position) {
        for (uint256 i; i < p; ++i) if (epochs[epochs.length - 1].seated[i]) ++position;
    }

    /// @notice Whether the DAO says of everybody, in every epoch, what stands here.
    function agrees() external view returns (bool powers, bool owned, bool past) {
        (powers, owned, past) = (true, true, true);
        (Member[] memory present, uint256 power, uint256 total) = dao.presentRoster();
        uint256 votes;
        uint256 seat;
        for (uint256 p; p < PEOPLE; ++p) {
            if (!epochs[epochs.length - 1].seated[p]) continue;
            uint64 mine = gone[p] ? 0 : epochs[epochs.length - 1].power[p];
            votes += mine;
            if (seat == present.length) return (false, false, past);
            if (present[seat].account != people[p].account || present[seat].power != mine) powers = false;
            if (present[seat++].shares != shares[p]) owned = false;
        }
        if (seat != present.length || votes != power) powers = false;
        if (total != totalShares()) owned = false;
        for (uint256 e; e < epochs.length; ++e) {
            (uint40 since, Member[] memory written) = dao.roster(uint32(e));
            seat = 0;
            for (uint256 p; p < PEOPLE; ++p) {
                if (!epochs[e].seated[p]) continue;
                if (seat == written.length) return (powers, owned, false);
                if (written[seat++].power != epochs[e].power[p]) past = false;
            }
            if (seat != written.length || since != epochs[e].since) past = false;
        }
    }
}
