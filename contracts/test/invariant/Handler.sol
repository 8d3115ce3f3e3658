// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "../../src/interfaces/IDao.sol";
import {Decision, Member, Rules} from "../../src/types/Types.sol";
import {ContractMember} from "../actors/Signers.sol";
import {Counter} from "../actors/Targets.sol";
import {PlainToken} from "../actors/Tokens.sol";
import {Vm} from "../base/Vm.sol";
import {Agenda} from "./Agenda.sol";

/// @notice Does at random what members, strangers and time can do to a DAO, and compares each outcome with the ledger.
contract Handler is Agenda {
    PlainToken public token;
    uint256 public ethIn;
    uint256 public ethPaid;
    uint256 public ethQuit;
    uint256 public tokenIn;
    uint256 public tokenQuit;
    uint256 public sharesMade;
    uint256 public sharesBurned;
    /// @dev How often a decision was enacted although the ledger refuses it for this reason.
    mapping(bytes4 refusal => uint256) public enactedAgainst;
    /// @dev Refused although the ledger enacts it, or by another name than the ledger's.
    uint256 public refusedWrongly;
    /// @dev How often the ledger expected what, 0 for an enactment, by counting mode.
    mapping(uint8 mode => mapping(bytes4 due => uint256)) public expected;
    uint256 public partsWrong;
    uint256 public replaysTaken;
    uint256 public movesWrong;
    uint256 public slotsWrong;
    /// @dev A member could not leave, or not take its ballots back.
    uint256 public membersHeld;
    bytes private _replay;

    function start() external {
        vm.warp(1_800_000_000);
        factory = _newFactory();
        (token, counter, contractMember) = (new PlainToken(), new Counter(), new ContractMember());
        _makeKeys(PEOPLE - 1);
        _seatContract(address(contractMember), 1);
        for (uint256 p; p < PEOPLE; ++p) (people[p], peopleKeys[p]) = (seats[p], keys[p]);
        // The last two are not members yet.
        seats.pop();
        seats.pop();
        ruling = Rules(0, 0, 5000, 1 days, 0, 0, 0, 0, 0);
        dao = _found(ruling, "Six");
        Epoch memory genesis;
        genesis.since = block.timestamp;
        for (uint256 p; p < 6; ++p) (genesis.seated[p], genesis.power[p], shares[p]) = (true, 1, 100);
        epochs.push(genesis);
        sharesMade = 600;
        fund(9 ether, 10_000);
    }

    function theDao() external view returns (IDao) {
        return dao;
    }

    function fund(uint256 eth, uint256 tokens) public {
        (eth, tokens) = (eth % 10 ether, tokens % 1e6);
        vm.deal(address(this), eth);
        (bool ok,) = address(dao).call{value: eth}("");
        assertTrue(ok, "the treasury takes ETH");
        token.mint(address(dao), tokens);
        (ethIn, tokenIn) = (ethIn + eth, tokenIn + tokens);
    }

    /// @dev Often nothing, or a second, an hour, a day: where epochs come of age.
    function wait_(uint256 time) external {
        uint256[5] memory steps = [uint256(1), 1 hours - 1, 1 hours, 1 days - 1, 1 days];
        vm.warp(block.timestamp + steps[time % 5]);
    }

    function setMood(uint8 mood) external {
        contractMember.set(mood % 4 < 2 ? 0 : mood % 4 - 1, address(0));
    }

    /// @dev One to three decisions in one call of enact.
    function decide(uint256 seed) external {
        _seed(seed);
        Plan[] memory plans = new Plan[](1 + _below(3));
        Decision[] memory ds = new Decision[](plans.length);
        bytes memory witnesses;
        for (uint256 i; i < plans.length; ++i) {
            bytes memory witness;
            (plans[i], witness) = _plan(i == 0 ? plans[0] : plans[i - 1], i == 0);
            ds[i] = plans[i].d;
            witnesses = abi.encodePacked(witnesses, witness);
        }
        bytes32[] memory ids = _ids(ds);
        bytes memory sheets = abi.encodePacked(_signAll(plans, ids), witnesses);
        bytes memory body = abi.encodeCall(IDao.enact, (ds, new bytes32[](0), sheets));
        uint256 held = address(dao).balance;
        vm.recordLogs();
        (bool ok, bytes memory why) = address(dao).call(body);
        bytes4[] memory outcomes = _outcomes(ids, ok);
        _follow(plans, outcomes, ok ? bytes4(0) : bytes4(why), held);
        for (uint256 i; i < outcomes.length; ++i) if (outcomes[i] != 0) return;
        _replay = body;
    }

    /// @return outcomes Of each decision what the DAO reported: 0 for enacted.
    function _outcomes(bytes32[] memory ids, bool ok) private returns (bytes4[] memory outcomes) {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        outcomes = new bytes4[](ids.length);
        for (uint256 i; i < ids.length; ++i) if (!ok) outcomes[i] = 0xffffffff;
        if (!ok) return outcomes;
        uint256 found;
        for (uint256 i; i < logs.length; ++i) {
            if (logs[i].emitter != address(dao) || logs[i].topics.length != 2) continue;
            if (logs[i].topics[0] != IDao.DecisionEnacted.selector && logs[i].topics[0] != IDao.DecisionFailed.selector) continue;
            assertEq(logs[i].topics[1], ids[found], "reported in order");
            if (logs[i].topics[0] == IDao.DecisionFailed.selector) outcomes[found] = abi.decode(logs[i].data, (bytes4));
            ++found;
        }
        assertEq(found, ids.length, "each reported once");
    }

    /// @dev Lets the ledger do the same and counts where they differ.
    function _follow(Plan[] memory plans, bytes4[] memory outcomes, bytes4 why, uint256 held) private {
        bool changed;
        bytes4 first;
        bool any;
        uint256 paid;
        for (uint256 i; i < plans.length; ++i) {
            Plan memory p = plans[i];
            // The one before it on the agenda is met when its slot is spent by now.
            if (i != 0 && p.d.afterDecision == dao.decisionId(plans[i - 1].d)) p.isAfterMet = enactments[plans[i - 1].d.slot] != 0;
            bytes4 due = changed ? IDao.Dao_ChangedInBatch.selector : _judge(p.d, p.isAfterMet, p.says);
            if (due == 0) due = _dueOfCalls(p, held - paid);
            ++expected[ruling.mode][due];
            if (outcomes[i] == 0 && due != 0) ++enactedAgainst[due];
            if (outcomes[i] == 0) _spend(p.d.slot);
            if (due == 0) {
                any = true;
                if (outcomes[i] != 0) ++refusedWrongly;
                paid += _apply(p);
                changed = p.kind == Kind.ChangeRoster || p.kind == Kind.SetRules;
            } else {
                if (first == 0) first = due;
                if (why == 0 && outcomes[i] != 0 && outcomes[i] != due) ++refusedWrongly;
            }
        }
        if (any != (why == 0) || (!any && why != first)) ++refusedWrongly;
        ethPaid += paid;
        for (uint256 i; i < plans.length; ++i) if (dao.spent(plans[i].d.slot) != (enactments[plans[i].d.slot] != 0)) ++slotsWrong;
        if (held != address(dao).balance + paid) ++movesWrong;
    }

    /// @dev R6: all calls or none.
    function _dueOfCalls(Plan memory p, uint256 held) private returns (bytes4) {
        if (p.kind == Kind.ChangeRoster) return _applyRoster(p.deltas) ? bytes4(0) : IDao.Dao_CallFailed.selector;
        if (p.kind == Kind.SetRules) return 0;
        if (p.amount > held) return IDao.Dao_Underfunded.selector;
        return p.kind == Kind.PayAndFail ? IDao.Dao_CallFailed.selector : bytes4(0);
    }

    function _apply(Plan memory p) private returns (uint256 paid) {
        lastEnacted = abi.encode(p.d);
        if (p.kind == Kind.SetRules) _applyRules(p.rules);
        if (p.kind == Kind.ChangeRoster) for (uint256 i; i < p.deltas.length; ++i) sharesMade += p.deltas[i].mint;
        return p.kind == Kind.Pay || p.kind == Kind.PayAndCall ? p.amount : 0;
    }

    /// @dev A part or all of the shares; who owns none resigns with nothing.
    function quit(uint256 who, uint256 part, bool all) external {
        who %= PEOPLE;
        if (!epochs[epochs.length - 1].seated[who] || gone[who]) return;
        // A DAO that nobody is left to decide for has nothing more to show.
        all = all && _present() > 3;
        if (!all && shares[who] < 2) return;
        uint128 burned = all ? shares[who] : uint128(1 + part % (shares[who] - 1));
        address[] memory tokens = new address[](2);
        tokens[1] = address(token);
        (uint256 ethBefore, uint256 tokenBefore, uint256 total) = (address(dao).balance, token.balanceOf(address(dao)), totalShares());
        vm.prank(people[who].account);
        (bool ok,) = address(dao).call(abi.encodeCall(IDao.ragequit, (burned, tokens, address(0xCAFE))));
        if (!ok) {
            ++membersHeld;
            return;
        }
        (uint256 eth, uint256 tokens_) = (ethBefore - address(dao).balance, tokenBefore - token.balanceOf(address(dao)));
        if (burned != 0 && (eth != ethBefore * burned / total || tokens_ != tokenBefore * burned / total)) ++partsWrong;
        if (burned == 0 && eth + tokens_ != 0) ++partsWrong;
        (sharesBurned, ethQuit, tokenQuit) = (sharesBurned + burned, ethQuit + eth, tokenQuit + tokens_);
        if (burned == shares[who]) gone[who] = true;
        shares[who] -= burned;
    }

    function _present() private view returns (uint256 n) {
        for (uint256 p; p < PEOPLE; ++p) if (_weightNow(p) != 0) ++n;
    }

    function revoke(uint256 who) external {
        who %= PEOPLE;
        if (!epochs[epochs.length - 1].seated[who] || gone[who]) return;
        vm.prank(people[who].account);
        (bool ok,) = address(dao).call(abi.encodeCall(IDao.revokeBallots, (++minimum[who])));
        if (!ok) ++membersHeld;
    }

    /// @dev A stranger sends again what was enacted.
    function replay(address stranger) external {
        if (_replay.length == 0) return;
        vm.prank(stranger);
        (bool ok,) = address(dao).call(_replay);
        if (ok) ++replaysTaken;
    }
}
