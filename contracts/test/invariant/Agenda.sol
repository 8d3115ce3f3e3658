// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "../../src/interfaces/IDao.sol";
import {Call, Decision, RosterDelta, Rules} from "../../src/types/Types.sol";
import {ContractMember} from "../actors/Signers.sol";
import {Counter} from "../actors/Targets.sol";
import {Ledger} from "./Ledger.sol";

/// @notice Makes agendas at random: what is decided, what is odd about it, and who says what in which revision.
abstract contract Agenda is Ledger {
    enum Kind {
        Pay,
        PayAndCall,
        PayAndFail,
        ChangeRoster,
        SetRules
    }

    struct Plan {
        Decision d;
        Kind kind;
        uint256 amount;
        RosterDelta[] deltas;
        Rules rules;
        bool isAfterMet;
        /// By person.
        uint8[8] says;
    }

    Counter internal counter;
    ContractMember internal contractMember;
    uint256 private _chance;
    uint256 private _counter;
    /// @dev The last decision that was enacted, for `afterDecision` and its witness.
    bytes internal lastEnacted;

    function _seed(uint256 seed) internal {
        _chance = seed;
    }

    function _below(uint256 n) internal returns (uint256) {
        _chance = uint256(keccak256(abi.encode(_chance)));
        return _chance % n;
    }

    function _isRare() private returns (bool) {
        return _below(16) == 0;
    }

    function _plan(Plan memory last, bool isFirst) internal returns (Plan memory p, bytes memory witness) {
        uint256 dice = _below(8);
        p.kind = dice < 3 ? Kind.Pay : dice == 3 ? Kind.PayAndCall : dice == 4 ? Kind.PayAndFail : dice == 5 ? Kind.SetRules : Kind.ChangeRoster;
        p.amount = _below(8 ether);
        p.d = _decide(0, _callsOf(p));
        p.d.slot = slots.length != 0 && _isRare() ? slots[_below(slots.length)] : (uint256(uint160(people[0].account)) << 96) | ++_counter;
        p.d.contentHash = bytes32(_counter);
        p.d.rulesEpoch = rulesEpoch - (rulesEpoch != 0 && _isRare() ? 1 : 0);
        p.d.rosterEpoch = uint32(epochs.length - 1);
        uint256 back = _below(8);
        if (back == 7 && _isRare()) ++p.d.rosterEpoch;
        else if (back < 3 && back < epochs.length) p.d.rosterEpoch -= uint32(back);
        if (_isRare()) p.d.executor = _below(2) == 0 ? address(this) : address(0xE);
        if (_isRare()) p.d.expiresAt = uint40(block.timestamp - 1);
        p.isAfterMet = true;
        dice = _below(16);
        if (dice == 0) (p.d.afterDecision, p.isAfterMet) = (keccak256("nobody knows this one"), false);
        if (dice == 1 && !isFirst) p.d.afterDecision = dao.decisionId(last.d);
        if (dice == 2 && lastEnacted.length != 0) {
            Decision memory earlier = abi.decode(lastEnacted, (Decision));
            p.d.afterDecision = dao.decisionId(earlier);
            witness = _witness(earlier);
        }
        // All say For, nearly all, or anybody anything.
        uint256 mood = _below(3);
        for (uint256 i; i < PEOPLE; ++i) p.says[i] = mood == 0 || (mood == 1 && _below(8) != 0) ? 1 : uint8(_below(4));
    }

    function _callsOf(Plan memory p) private returns (Call[] memory calls) {
        if (p.kind == Kind.Pay) return _one(_call(payee, p.amount, ""));
        if (p.kind == Kind.ChangeRoster) {
            p.deltas = _randomDeltas();
            return _one(_call(address(dao), 0, abi.encodeCall(IDao.changeRoster, (p.deltas))));
        }
        if (p.kind == Kind.SetRules) {
            p.rules = _randomRules();
            return _one(_call(address(dao), 0, abi.encodeCall(IDao.setRules, (p.rules))));
        }
        calls = new Call[](2);
        calls[0] = _call(payee, p.amount, "");
        bytes memory body = p.kind == Kind.PayAndCall ? abi.encodeCall(Counter.increment, ()) : abi.encodeCall(Counter.refuse, ());
        calls[1] = _call(address(counter), 0, body);
    }

    function _randomRules() internal returns (Rules memory r) {
        uint16[6] memory parts = [uint16(0), 2500, 5000, 6667, 9000, 10_000];
        r.mode = uint8(_below(2));
        (r.quorumBps, r.thresholdBps) = (parts[_below(5)], parts[_below(5)]);
        r.votingPeriod = uint32(1 days);
        r.gracePeriod = _below(3) == 0 ? uint32(1 hours) : 0;
    }

    /// @dev One to three people, ascending. Power and shares stay small, so that every ballot matters now and then.
    function _randomDeltas() private returns (RosterDelta[] memory deltas) {
        uint256 first = _below(PEOPLE);
        uint256 count = 1 + _below(3);
        if (first + count > PEOPLE) count = PEOPLE - first;
        deltas = new RosterDelta[](count);
        for (uint256 i; i < count; ++i) {
            uint128 mint = _below(2) == 0 ? uint128(_below(50)) : 0;
            deltas[i] = RosterDelta(people[first + i].account, people[first + i].kind, _below(4) != 0, uint64(_below(5)), mint);
        }
    }

    /// @dev One sheet of everybody who is seated and says something, at about their minimum revision. What a sheet cannot say is struck from the
    /// plans: ballots that were taken back, and those of a contract that does not confirm them.
    function _signAll(Plan[] memory plans, bytes32[] memory ids) internal returns (bytes memory) {
        Sheet[] memory sheets = new Sheet[](PEOPLE);
        uint256 n;
        for (uint256 who; who < PEOPLE; ++who) {
            bool sits = epochs[epochs.length - 1].seated[who];
            uint64 revision = uint64(minimum[who] + _below(2));
            if (revision != 0 && _isRare()) --revision;
            bool counts = sits && revision >= minimum[who] && (people[who].kind == 0 || contractMember.mood() == 0);
            Sheet memory s = _answers(plans, who);
            if (sits && s.index.length != 0) {
                (s.seat, s.revision) = (uint8(_seatOf(who)), revision);
                bytes32[] memory answered = new bytes32[](s.index.length);
                for (uint256 i; i < answered.length; ++i) answered[i] = ids[s.index[i]];
                s.isContract = people[who].kind == 1;
                if (!s.isContract) s.signature = _compact(peopleKeys[who], _sheetDigest(dao, people[who].account, revision, answered, s.support));
                sheets[n++] = s;
            }
            if (!counts) for (uint256 i; i < plans.length; ++i) plans[i].says[who] = SILENT;
        }
        assembly ("memory-safe") {
            mstore(sheets, n)
        }
        return _pack(sheets);
    }

    function _answers(Plan[] memory plans, uint256 who) private pure returns (Sheet memory s) {
        uint256 n;
        for (uint256 i; i < plans.length; ++i) if (plans[i].says[who] != SILENT) ++n;
        (s.index, s.support) = (new uint8[](n), new uint8[](n));
        for (uint256 i = plans.length; i > 0;) {
            if (plans[--i].says[who] == SILENT) continue;
            (s.index[--n], s.support[n]) = (uint8(i), plans[i].says[who]);
        }
    }
}
