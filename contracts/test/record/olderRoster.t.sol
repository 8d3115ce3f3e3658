// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "../../src/interfaces/IDao.sol";
import {IDaoRecords} from "../../src/interfaces/IDaoRecords.sol";
import {Decision, RosterDelta, Rules} from "../../src/types/Types.sol";
import {RecordFixture} from "../base/RecordFixture.sol";

/// @notice Records that cite a roster which is no more the present one (R1, R2, R3).
contract OlderRosterTest is RecordFixture {
    uint256 private constant GONE = 5;
    address private constant NEWCOMER = address(0x11);

    function _leave(address account) private {
        vm.prank(account);
        dao.ragequit(100, new address[](0), address(0));
    }

    /// @dev One leaves, and the next roster is written without it.
    function _replace(RosterDelta[] memory deltas) private {
        _leave(seats[GONE].account);
        _enact(_self(100, abi.encodeCall(IDao.changeRoster, (deltas))), _mask(seats.length) & ~(1 << GONE));
    }

    /// @dev All who are still there say Yes, and one of the cited roster cannot any more: enact is for those whom all of it signed, so it is recorded.
    function test_R3_withoutOneOfTheCitedRosterNothingIsUnanimous() public {
        _foundWith(0, 2 hours, 0);
        Decision memory d = _pay(0, 1 ether);
        _replace(_delta(seats[0].account, false, 0, 1));
        _record(d, _mask(12) & ~(1 << GONE), 0, 0);
        assertEq(_recordOf(d).executableFrom, block.timestamp + 2 hours, "grace from the record");
    }

    /// @dev One came for the one that went, so there are as many as before, and has left as well.
    function test_R3_whoCameSinceDoesNotStandForWhoIsGone() public {
        _foundWith(0, 2 hours, 0);
        Decision memory d = _pay(0, 1 ether);
        _replace(_delta(NEWCOMER, true, 1, 100));
        _leave(NEWCOMER);
        _record(d, _mask(12) & ~(1 << GONE), 0, 0);
        assertEq(_recordOf(d).executableFrom, block.timestamp + 2 hours, "grace from the record");
    }

    /// @dev A For counts with the power of the cited roster, and what its member has gained since may still be put against it.
    function test_R2_R3_powerGainedSinceMaySpeakAgainst() public {
        Rules memory rules = plainRules();
        (rules.mode, rules.quorumBps) = (1, 0);
        dao = _found(rules, "Power gained");
        vm.deal(address(dao), 1 ether);
        Decision memory d = _pay(0, 1 ether);
        _enact(_self(100, abi.encodeCall(IDao.changeRoster, (_delta(seats[0].account, true, 13, 0)))), _mask(12));
        vm.warp(block.timestamp + 1);
        // Twelve against the twelve that seat 0 has more now.
        _recordRefused(IDaoRecords.Records_NotClosed.selector, d, _ballots(d, _mask(12), 0, 0));
        _enact(_self(101, abi.encodeCall(IDao.changeRoster, (_delta(seats[0].account, true, 12, 0)))), _mask(12));
        vm.warp(block.timestamp + 1);
        _recordRefused(IDaoRecords.Records_EnactInstead.selector, d, _ballots(d, _mask(12), 0, 0));
    }

    /// @dev In a roster that is full the newcomer has the last cited seat beside it, whose ballot is not its own.
    function test_R2_whoCameSinceCountsForNobody() public {
        _makeKeys(64);
        Rules memory rules = plainRules();
        rules.votingPeriod = 10 days;
        dao = _found(rules, "Full");
        vm.deal(address(dao), 1 ether);
        Decision memory d = _pay(0, 1 ether);
        _replace(_delta(NEWCOMER, true, 1, 100));
        _close(d);
        uint256 last = 1 << 63;
        uint256 yes = _mask(32) & ~(1 << GONE);
        uint256 no = _mask(63) & ~_mask(32);
        // Thirty and the last seat against thirty-one.
        _recordRefused(IDaoRecords.Records_NotPassing.selector, d, _ballots(d, (yes & ~uint256(1)) | last, no, 0));
        _record(d, yes | last, no, 0);
        assertTrue(_recordOf(d).passes, "thirty-two against thirty-one");
    }
}
