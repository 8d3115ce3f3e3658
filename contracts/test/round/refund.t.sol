// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IMatchingRound} from "../../src/interfaces/IMatchingRound.sol";
import {Round} from "../../src/types/Rounds.sol";
import {RoundFixture} from "../base/RoundFixture.sol";

/// @notice What goes back to whom (R18).
contract RoundRefundTest is RoundFixture {
    function _give2(Round memory r) private {
        _give(r, _keySeat(0), 0, 300);
        _give(r, _keySeat(0), 1, 500);
        vm.prank(people[7]);
        rounds.contribute{value: 900}(r, innerSeat, 7, 0, 900);
        _fund(r, 1000);
        _fund(r, 1);
    }

    function _everybodyHasAllBack(Round memory r) private {
        address first = seats[_keySeat(0)].account;
        uint256[3] memory had = [first.balance, people[7].balance, sponsor.balance];
        rounds.refund(r, first);
        rounds.refund(r, people[7]);
        uint256[] memory both = new uint256[](2);
        (both[0], both[1]) = (1, 0);
        rounds.refundPool(r, both);

        uint256 sum = first.balance + people[7].balance + sponsor.balance;
        assertEq(sum - had[0] - had[1] - had[2], 2701, "all of it");
        assertEq(address(rounds).balance, 0, "nothing remains");
        bytes32 id = rounds.idOf(r);
        vm.expectRevert(abi.encodeWithSelector(IMatchingRound.Round_NothingToRefund.selector, id, first));
        rounds.refund(r, first);
        vm.expectRevert(abi.encodeWithSelector(IMatchingRound.Round_NoSuchFunding.selector, 0));
        rounds.refundPool(r, _list(0));
    }

    function test_R18_aRoundThatNobodyFinalisesRefundsEverybody() public {
        Round memory r = _open(2);
        _give2(r);
        vm.warp(r.finaliseBy);
        bytes memory early = abi.encodeWithSelector(IMatchingRound.Round_TooEarly.selector, uint256(r.finaliseBy) + 1);
        vm.expectRevert(early);
        rounds.refund(r, people[7]);
        vm.expectRevert(early);
        rounds.refundPool(r, _list(0));
        vm.warp(uint256(r.finaliseBy) + 1);
        _everybodyHasAllBack(r);
    }

    function test_R18_1_theConfederationCallsItOff() public {
        Round memory r = _open(2);
        _give2(r);
        vm.expectRevert(abi.encodeWithSelector(IMatchingRound.Round_NotYours.selector, address(dao)));
        rounds.callOff(r);
        vm.prank(address(dao));
        rounds.callOff(r);
        bytes memory over = abi.encodeWithSelector(IMatchingRound.Round_WrongStatus.selector, rounds.idOf(r), 3);
        vm.prank(sponsor);
        vm.expectRevert(over);
        rounds.fund{value: 1}(r, 1);
        vm.expectRevert(over);
        rounds.finalise(r);
        _everybodyHasAllBack(r);
    }

    /// @dev Once it can be counted, a majority that does not like the count cannot undo it.
    function test_R18_1_RevertWhen_itIsCalledOffAfterItsContributions() public {
        Round memory r = _open(2);
        _give2(r);
        vm.warp(uint256(r.closesAt) + 1);
        vm.prank(address(dao));
        vm.expectRevert(abi.encodeWithSelector(IMatchingRound.Round_TooLate.selector, r.closesAt));
        rounds.callOff(r);
    }

    /// @dev C15: what is left goes back to whoever gave, to the last unit, whatever the amounts.
    function testFuzz_R18_2_C15_whatIsLeftGoesBackToTheLastUnit(uint96[5] memory amounts, uint96 a, uint96 b, uint16 cap) public {
        Round memory r = _round(_projects(2));
        (r.minimum, r.capBps) = (1, uint16(bound(cap, 1, 10_000)));
        _openAs(r, 2);
        vm.deal(sponsor, type(uint112).max);
        uint256 pool;
        uint256[] memory numbers = new uint256[](5);
        for (uint256 i; i < 5; ++i) {
            uint112 amount = uint112(bound(amounts[i], 1, type(uint96).max));
            numbers[i] = 4 - _fund(r, amount);
            pool += amount;
        }
        for (uint256 i; i < 2; ++i) {
            vm.deal(seats[_keySeat(i)].account, type(uint112).max);
            _give(r, _keySeat(i), uint8(i), uint112(bound(a, 1, type(uint96).max)));
            _give(r, _keySeat(i), 0, uint112(bound(b, 1, type(uint96).max)));
        }
        _finalise(r);
        (,, uint112 left,) = _state(r);
        uint256 had = sponsor.balance;
        rounds.refundPool(r, numbers);
        assertEq(sponsor.balance - had, left, "all that was left");
        rounds.payout(r, _projects(2), 3);
        assertEq(address(rounds).balance, 0, "nothing remains");
    }
}
