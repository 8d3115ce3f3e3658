// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "../../src/interfaces/IDao.sol";
import {Decision, Rules} from "../../src/types/Types.sol";
import {DaoFixture} from "../base/DaoFixture.sol";

/// @notice What the ballots of the usual case come to, at the edges of what is counted (R3).
contract CountingTest is DaoFixture {
    /// @dev Where power counts and adds up to as many as there are seats, ballots are still no votes of one each.
    function test_R3_powerIsWeighedThoughItAddsUpToTheNumberOfSeats() public {
        _makeKeys(3);
        (seats[0].power, seats[1].power, seats[2].power) = (2, 0, 1);
        Rules memory rules = plainRules();
        rules.mode = 1;
        dao = _found(rules, "Three of three");
        vm.deal(address(dao), 2 ether);
        _enactRefused(IDao.Dao_NotDecisive.selector, _pay(0, 1 ether), 6);
        _enact(_pay(0, 1 ether), 1);
        assertEq(payee.balance, 1 ether + 1, "two of three in one hand");
    }

    function _foundOf(uint256 members, Rules memory rules) private {
        _makeKeys(members);
        dao = _found(rules, "Edges");
        vm.deal(address(dao), 1 ether);
    }

    /// @dev 33 of 64 seats are more than half wherever they sit, and no 32 are.
    function test_R3_everySeatOfSixtyFourCounts() public {
        uint8[3] memory firsts = [0, 31, 62];
        _foundOf(64, plainRules());
        vm.deal(address(dao), 3 ether);
        for (uint256 i; i < 3; ++i) {
            uint256 half = _mask(32) << firsts[i];
            half = (half | half >> 64) & _mask(64);
            _enactRefused(IDao.Dao_NotDecisive.selector, _pay(i, 1 ether), half);
            _enact(_pay(i, 1 ether), half | (1 << ((firsts[i] + 32) % 64)));
        }
        assertEq(address(dao).balance, 0, "three times by 33");
    }

    function test_R3_aSecondOfGraceAsksForEverybody() public {
        Rules memory rules = plainRules();
        rules.gracePeriod = 1;
        _foundOf(3, rules);
        _enactRefused(IDao.Dao_NotUnanimous.selector, _pay(0, 1 ether), 3);
        _enact(_pay(0, 1 ether), 7);
        assertEq(payee.balance, 1 ether + 1, "by all");
    }

    /// @dev The longest voting period there is lies beside the grace in the same word.
    function test_R3_withoutGraceTheLongestVotingPeriodAsksForNobodyMore() public {
        Rules memory rules = plainRules();
        rules.votingPeriod = type(uint32).max;
        _foundOf(3, rules);
        Decision memory d = _pay(0, 1 ether);
        d.executor = address(this);
        _enact(d, 3);
        assertEq(payee.balance, 1 ether + 1, "by two of three");
    }
}
