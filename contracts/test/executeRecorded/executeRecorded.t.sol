// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "../../src/interfaces/IDao.sol";
import {IDaoRecords} from "../../src/interfaces/IDaoRecords.sol";
import {Call, Decision, Rules} from "../../src/types/Types.sol";
import {Counter, ReentrantPayee} from "../actors/Targets.sol";
import {RecordFixture} from "../base/RecordFixture.sol";

/// @notice When and by what a recorded decision is executed (R5, R2, R6).
contract ExecuteRecordedTest is RecordFixture {
    function _recorded(Decision memory d) private {
        _close(d);
        _record(d, 0x03f, 0x040, 0);
    }

    function _expectTooEarly(Decision memory d) private {
        vm.expectRevert(abi.encodeWithSelector(IDaoRecords.Records_TooEarly.selector, dao.decisionId(d), _recordOf(d).executableFrom));
        records.execute(dao, d, "");
    }

    function test_R5_RevertWhen_theWindowIsOpen() public {
        Decision memory d = _pay(0, 1 ether);
        _recorded(d);
        vm.warp(block.timestamp + 1 hours - 1);
        _expectTooEarly(d);
        vm.warp(block.timestamp + 1);
        _execute(d);
        assertEq(payee.balance, 1 ether + 1, "paid");
    }

    /// @dev A few who turn up in a lazy week need a quorum, and everybody has the grace from the record on to leave with their part.
    function test_G5_aQuietTakeoverNeedsAQuorumAndLeavesTimeToGo() public {
        _foundWith(0, 12 hours, 0);
        Decision memory d = _pay(0, 100 ether);
        _close(d);
        _recordRefused(IDaoRecords.Records_NotPassing.selector, d, _ballots(d, 0x01f, 0, 0));
        _record(d, 0x03f, 0, 0);
        vm.warp(block.timestamp + 12 hours - 1);
        _expectTooEarly(d);
        address[] memory tokens = new address[](1);
        for (uint256 i = 6; i < 12; ++i) {
            vm.prank(seats[i].account);
            dao.ragequit(100, tokens, address(0));
        }
        assertTrue(address(dao).balance < 50 ether + 12, "they took their half");
        vm.warp(block.timestamp + 1);
        vm.expectRevert(abi.encodeWithSelector(IDao.Dao_Underfunded.selector, dao.decisionId(d), 0, ""));
        records.execute(dao, d, "");
    }

    /// @dev Ballots weigh what they weigh at the execution.
    function test_R2_weightsAreThoseOfTheExecution() public {
        Decision memory d = _pay(0, 1 ether);
        _close(d);
        _record(d, 0x03f, 0x7c0, 0);
        for (uint256 i; i < 2; ++i) {
            vm.prank(seats[i].account);
            dao.ragequit(100, new address[](0), address(0));
        }
        vm.warp(_recordOf(d).executableFrom);
        assertTrue(_recordOf(d).passes, "as it was counted");
        _executeRefused(IDaoRecords.Records_Rejected.selector, d);
    }

    /// @dev Newcomers raise the total, and what is cast weighs no more than in the cited roster.
    function test_G12_newcomersAndNewPowerGainNothing() public {
        _foundWith(1, 0, 0);
        Decision memory d = _pay(0, 1 ether);
        _close(d);
        _record(d, 0x03f, 0x040, 0);
        _enact(_self(1, abi.encodeCall(IDao.changeRoster, (_delta(seats[0].account, true, 50, 0)))), _mask(12));
        vm.warp(_recordOf(d).executableFrom);
        // 7 of 61 take part
        _executeRefused(IDaoRecords.Records_Rejected.selector, d);
    }

    /// @dev The rules under which it was recorded count to the end.
    function test_G3_rulesArePinnedByTheRecord() public {
        Decision memory d = _pay(0, 1 ether);
        _recorded(d);
        Rules memory strict = plainRules();
        (strict.quorumBps, strict.thresholdBps, strict.challengeWindow) = (10_000, 10_000, 5 hours);
        _enact(_self(1, abi.encodeCall(IDao.setRules, (strict))), _mask(12));
        _challenge(d, _vote(d, 8, 1, 0, 0));
        assertTrue(_recordOf(d).passes, "by the old rules");
        vm.warp(_recordOf(d).start + 1 hours);
        _execute(d);
        assertEq(payee.balance, 1 ether + 1, "paid");
    }

    function test_R6_aFailingCallLeavesItExecutableUntilItExpires() public {
        Decision memory d = _pay(0, 101 ether);
        _recorded(d);
        vm.warp(_recordOf(d).executableFrom);
        vm.expectRevert(abi.encodeWithSelector(IDao.Dao_Underfunded.selector, dao.decisionId(d), 0, ""));
        records.execute(dao, d, "");
        assertFalse(dao.spent(d.slot), "unspent");
        vm.deal(address(dao), 101 ether);
        vm.warp(uint256(d.expiresAt) + 1);
        _executeRefused(IDao.Dao_Expired.selector, d);
        vm.warp(d.expiresAt);
        _execute(d);
        assertEq(payee.balance, 101 ether + 1, "paid when funded");
    }

    function test_R6_callsStandOrFallTogether() public {
        Counter counter = new Counter();
        Call[] memory calls = new Call[](2);
        calls[0] = _call(payee, 1 ether, "");
        calls[1] = _call(address(counter), 0, abi.encodeCall(Counter.refuse, ()));
        Decision memory d = _decide(0, calls);
        _recorded(d);
        vm.warp(_recordOf(d).executableFrom);
        vm.expectRevert(
            abi.encodeWithSelector(IDao.Dao_CallFailed.selector, dao.decisionId(d), 1, abi.encodeWithSignature("Error(string)", "no"))
        );
        records.execute(dao, d, "");
        assertEq(payee.balance, 1, "nothing paid");
    }

    function test_R6_RevertWhen_anotherExecutes() public {
        Decision memory d = _pay(0, 1 ether);
        d.executor = address(0xE);
        _recorded(d);
        vm.warp(_recordOf(d).executableFrom);
        _executeRefused(IDao.Dao_WrongExecutor.selector, d);
        vm.prank(address(0xE));
        records.execute(dao, d, "");
        assertEq(payee.balance, 1 ether + 1, "by its executor");
    }

    function test_R6_RevertWhen_whatItComesAfterIsNotSpent() public {
        Decision memory first = _pay(0, 1 ether);
        Decision memory second = _pay(1, 2 ether);
        second.afterDecision = dao.decisionId(first);
        _recorded(first);
        _record(second, 0x03f, 0x040, 0);
        vm.warp(_recordOf(first).executableFrom);
        _executeRefused(IDao.Dao_AfterUnmet.selector, second);
        bytes memory witness = _witness(first);
        _expectRefusal(IDao.Dao_AfterUnmet.selector, second);
        records.execute(dao, second, witness);
        _execute(first);
        records.execute(dao, second, witness);
        assertEq(payee.balance, 3 ether + 1, "second after first");
    }

    /// @dev Whoever is paid calls back: nothing is executed twice, recorded or executed while calls run.
    function test_C1_RevertWhen_thePayeeCallsBack() public {
        ReentrantPayee greedy = new ReentrantPayee();
        Decision memory d = _decide(0, _one(_call(address(greedy), 1 ether, "")));
        Decision memory other = _pay(1, 1 ether);
        _recorded(d);
        _record(other, 0x03f, 0x040, 0);
        vm.warp(_recordOf(d).executableFrom);
        greedy.arm(address(records), abi.encodeCall(IDaoRecords.execute, (dao, other, "")));
        _execute(d);
        assertTrue(greedy.tried(), "it tried");
        assertFalse(greedy.entered(), "and was refused");
        assertEq(address(greedy).balance, 1 ether, "once");
        _execute(other);
        assertEq(payee.balance, 1 ether + 1, "later");
    }

    function test_R5_changesRosterAndRulesToo() public {
        Decision memory d = _self(0, abi.encodeCall(IDao.changeRoster, (_delta(address(0xAAAA), true, 1, 5))));
        _recorded(d);
        vm.warp(_recordOf(d).executableFrom);
        _execute(d);
        (uint32 epoch,,,,,) = dao.state();
        assertEq(epoch, 1, "a new epoch");
    }

    /// @dev The words of a decision are hashed as they stand; what the DAO is handed is the same decision or nothing.
    function test_C2_RevertWhen_theEncodingIsOdd() public {
        Decision memory d = _pay(0, 1 ether);
        _recorded(d);
        vm.warp(_recordOf(d).executableFrom);
        bytes memory body = abi.encodeCall(IDaoRecords.execute, (dao, d, ""));
        // selector, dao, two offsets, then the third field of the decision: closesAt with a dirty upper byte
        body[4 + 32 * 3 + 32 * 3] = 0x01;
        (bool ok,) = address(records).call(body);
        assertFalse(ok, "refused");
        assertEq(payee.balance, 1, "unpaid");
    }
}
