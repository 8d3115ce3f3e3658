// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IMatchingRound} from "../../src/interfaces/IMatchingRound.sol";
import {Project, Round} from "../../src/types/Rounds.sol";
import {RoundFixture} from "../base/RoundFixture.sol";

/// @notice What is matched, when it is counted, and that it is paid (R15, R16, R17).
contract FinaliseTest is RoundFixture {
    function _expect(Round memory r, uint256 a, uint256 b, uint256 c, uint256 left) private {
        uint256[] memory matches = rounds.matchesOf(r);
        assertEq(matches[0], a, "first");
        assertEq(matches[1], 0, "who gives alone is not matched");
        assertEq(matches[2], b, "third");
        assertEq(matches[3], c, "nobody gave anything");
        _finalise(r);
        (uint8 status, uint112 pool, uint112 left_,) = _state(r);
        assertEq(status, 2, "finalised");
        assertEq(left_, left, "left");
        assertEq(uint256(pool), a + b + left, "the pool is what is matched and what is left");
        rounds.payout(r, _projects(4), 15);
        assertEq(_payee(0).balance, 10_000 + a, "paid first");
        assertEq(_payee(1).balance, 10_000, "paid second");
        assertEq(_payee(2).balance, 9 * 1111 + b, "paid third");
        assertEq(_payee(3).balance, 0, "paid nothing");
    }

    /// @dev Of four projects three have about 10 000: from four members, from one, from nine.
    function _sceneOf(uint112 pool, uint16 capBps) private returns (Round memory r) {
        r = _round(_projects(4));
        r.capBps = capBps;
        _openAs(r, 4);
        for (uint256 i; i < 4; ++i) _give(r, _keySeat(i), 0, 2500);
        _give(r, _keySeat(4), 1, 10_000);
        for (uint256 i; i < 9; ++i) _give(r, _keySeat(i), 2, 1111);
        _fund(r, pool);
    }

    function test_R15_aPoolThatSufficesIsNeverScaledUp() public {
        // 9² · 1111 − 9 · 1111
        _expect(_sceneOf(200_000, 10_000), 30_000, 72 * 1111, 0, 200_000 - 30_000 - 72 * 1111);
    }

    function test_R15_1_aSmallPoolIsDividedInProportion() public {
        uint256 total = 30_000 + 72 * 1111;
        _expect(_sceneOf(1000, 10_000), 30_000 * 1000 / total, 72 * 1111 * 1000 / total, 0, 1);
    }

    function test_R15_1_theCapHoldsAndWhatIsAboveItIsLeft() public {
        uint256 a = uint256(30_000) * 1000 / (30_000 + 72 * 1111);
        _expect(_sceneOf(1000, 5000), a, 500, 0, 500 - a);
    }

    /// @dev √2 + √8 = √18: irrational roots whose square is whole come out whole, and so do one and three times a root.
    function test_R15_2_whatIsRationalIsExact() public {
        Round memory r = _round(_projects(2));
        r.minimum = 1;
        _openAs(r, 2);
        _give(r, _keySeat(0), 0, 2);
        _give(r, _keySeat(1), 0, 8);
        for (uint256 i; i < 11; ++i) _give(r, _keySeat(i), 1, 3);
        _fund(r, 1000);
        assertEq(rounds.matchesOf(r)[0], 8, "18 - 10");
        assertEq(rounds.matchesOf(r)[1], 11 * 11 * 3 - 33, "n squared times c");
    }

    function testFuzz_R15_2_equalGiftsOfNAreMatchedNTimesLess1(uint96 amount, uint8 count) public {
        Round memory r = _open(1);
        uint112 each = uint112(bound(amount, 100, type(uint96).max));
        uint256 n = bound(count, 1, 11);
        for (uint256 i; i < n; ++i) {
            vm.deal(seats[_keySeat(i)].account, each);
            _give(r, _keySeat(i), 0, each);
        }
        vm.deal(sponsor, type(uint112).max);
        _fund(r, type(uint112).max);
        assertEq(rounds.matchesOf(r)[0], uint256(each) * n * (n - 1), "n(n-1)c");
    }

    function test_R16_C19_itIsFinalisedAfterItsContributionsAndInTime() public {
        Round memory r = _sceneOf(1000, 10_000);
        vm.warp(r.closesAt);
        vm.expectRevert(abi.encodeWithSelector(IMatchingRound.Round_TooEarly.selector, uint256(r.closesAt) + 1));
        rounds.finalise(r);
        uint256 state = vm.snapshotState();
        vm.warp(uint256(r.finaliseBy) + 1);
        vm.expectRevert(abi.encodeWithSelector(IMatchingRound.Round_TooLate.selector, r.finaliseBy));
        rounds.finalise(r);
        vm.revertToState(state);
        vm.warp(r.finaliseBy);
        vm.prank(stranger);
        rounds.finalise(r);
        bytes memory over = abi.encodeWithSelector(IMatchingRound.Round_WrongStatus.selector, rounds.idOf(r), 2);
        vm.expectRevert(over);
        rounds.finalise(r);
        vm.expectRevert(over);
        rounds.refund(r, people[0]);
        vm.prank(address(dao));
        vm.expectRevert(over);
        rounds.callOff(r);
    }

    function test_R16_C17_aProjectIsPaidOnce() public {
        Round memory r = _sceneOf(1000, 10_000);
        vm.expectRevert(abi.encodeWithSelector(IMatchingRound.Round_WrongStatus.selector, rounds.idOf(r), 1));
        rounds.payout(r, _projects(4), 1);
        _finalise(r);
        rounds.payout(r, _projects(4), 5);
        vm.expectRevert(abi.encodeWithSelector(IMatchingRound.Round_AlreadyPaid.selector, 2));
        rounds.payout(r, _projects(4), 14);
        rounds.payout(r, _projects(4), 10);
        (,, bool paid) = rounds.projectOf(rounds.idOf(r), 3);
        assertTrue(paid, "the last one too");
    }

    function test_R16_RevertWhen_theProjectsAreOthers() public {
        Round memory r = _sceneOf(1000, 10_000);
        _finalise(r);
        Project[] memory ps = _projects(4);
        ps[0].payee = stranger;
        vm.expectRevert(abi.encodeWithSelector(IMatchingRound.Round_WrongProjects.selector));
        rounds.payout(r, ps, 1);
        vm.expectRevert(abi.encodeWithSelector(IMatchingRound.Round_NoSuchProject.selector, 4));
        rounds.payout(r, _projects(4), 16);
    }

    function test_R16_200projectsAreFinalisedInOneTransaction() public {
        Round memory r = _open(200);
        for (uint256 p; p < 200; ++p) for (uint256 i; i < 1 + p % 3; ++i) _give(r, _keySeat(i), uint8(p), uint112(1000 + p));
        _fund(r, 100_000);
        vm.warp(uint256(r.closesAt) + 1);
        rounds.finalise(r);
        assertTrue(vm.snapshotGasLastCall("MatchingRound", "finalise, 200 projects") < 16_000_000, "one transaction");
        rounds.payout(r, _projects(200), _all(200));
        assertTrue(vm.snapshotGasLastCall("MatchingRound", "payout, 200 new accounts") < 16_000_000, "one transaction");
        (,, uint112 left,) = _state(r);
        rounds.refundPool(r, _list(0));
        assertEq(address(rounds).balance, 0, "nothing remains");
        assertTrue(left < 200, "less than a unit for each");
    }
}
