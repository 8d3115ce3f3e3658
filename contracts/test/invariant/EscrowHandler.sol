// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Approvable} from "../actors/EscrowActors.sol";
import {EscrowActs} from "./EscrowActs.sol";

/// @notice Funds pyramids and lets issuers, hunters, leads, workers, arbiters and time do to them what they like, and keeps books beside the escrow.
/// @dev Steps are drawn whether they are due or not. What the escrow refuses changes nothing, and the invariants look after every step; that each step also
/// succeeds is held by `test_theEscrowHandlerMeetsEveryOutcome`.
contract EscrowHandler is EscrowActs {
    // The books -------------------------------------------------------------------------------------------------------------------------------

    function check() public view {
        uint256 out = arbiter.balance - _arbiterHad;
        uint256 held;
        for (uint256 n; n < all.length; ++n) {
            Pyramid storage p = all[n];
            uint256 sum = _checkPeople(p);
            if (p.a.token == ETH) {
                held += _held(p.id);
                out += sum;
            } else {
                address vault = escrow.vaultOf(p.a);
                uint256 credits = _creditsOf(p, vault);
                assertEq(sum + _worth(p, arbiter) + _held(p.id), DEALT, "I37 conserved, token by token");
                assertEq(Approvable(p.a.token).balanceOf(vault), _held(p.id) + credits, "I38 a vault has what its bounty holds, and what waits");
            }
            if (!p.objected[0] && !p.objected[1] && !p.objected[2]) _checkMargin(p);
        }
        assertEq(out + held, dealt, "I37 conserved");
        assertEq(address(escrow).balance, held, "I38 held is what is here");
    }

    /// @return sum What everybody in it has, but the arbiter.
    function _checkPeople(Pyramid storage p) private view returns (uint256 sum) {
        sum = _worth(p, p.a.issuer) + _worth(p, p.a.hunter) + _worth(p, _who(p.id, 5)) + _worth(p, _who(p.id, 8)) + _worth(p, _who(p.id, 9));
        bool released = escrow.nodeOf(p.id).status == 5;
        for (uint256 i; i < 3; ++i) {
            uint256 worth = _worth(p, _payeeOf(p, i));
            sum += worth;
            assertTrue(worth <= p.subs[i].amount, "I40 never more than its amount");
            if (!released) assertEq(worth, 0, "I39 nothing before the release");
        }
    }

    function _creditsOf(Pyramid storage p, address vault) private view returns (uint256 credits) {
        credits = escrow.creditOf(vault, p.a.hunter) + escrow.creditOf(vault, p.a.issuer) + escrow.creditOf(vault, arbiter);
        for (uint256 i; i < 3; ++i) credits += escrow.creditOf(vault, _payeeOf(p, i));
    }

    /// @dev Where the hunter never objected to a leaf, it has its margin and no more, whatever time passed.
    function _checkMargin(Pyramid storage p) private view {
        uint256 committed = uint256(p.base[0]) + p.base[1] + p.base[2] + p.late;
        uint256 margin = p.a.amount > committed ? p.a.amount - committed : 0;
        uint256 bonds = p.a.amount / 50;
        assertTrue(_worth(p, p.a.hunter) <= p.dealtHunter + margin + bonds, "I42 no leaf money to the hunter by time alone");
    }

    /// @dev After half a year in which nobody does anything but collect, everything has gone to somebody, but for less than a unit for each leaf.
    function collect() external {
        vm.warp(block.timestamp + 180 days);
        for (uint256 n; n < all.length; ++n) {
            Pyramid storage p = all[n];
            uint8 status = escrow.nodeOf(p.id).status;
            if (status == 2) escrow.refund(p.a);
            else if (status != 5) escrow.release(p.a);
        }
        // What is refunded only now has its windows from now on.
        vm.warp(block.timestamp + REVIEW);
        for (uint256 n; n < all.length; ++n) {
            Pyramid storage p = all[n];
            for (uint256 i; i < 5; ++i) {
                bool done = i < 3 ? p.paid[i] : i == 3 ? p.latePaid : p.childrenPaid;
                if (!done) assertTrue(_pay(p, i), "I43 everything is paid in the end");
            }
            assertTrue(_held(p.id) < 6, "I43 nothing stays");
            if (p.a.token != ETH) _collectCredits(p);
        }
        check();
    }

    /// @dev Who is blocked no longer gets what waited, by whoever calls.
    function _collectCredits(Pyramid storage p) private {
        address vault = escrow.vaultOf(p.a);
        Approvable(p.a.token).blockAccount(address(0));
        for (uint256 i; i < 4; ++i) {
            address who = i == 3 ? p.a.hunter : _payeeOf(p, i);
            if (escrow.creditOf(vault, who) == 0) continue;
            escrow.claim(vault, who, ETH);
            ++met["claimed"];
        }
        assertEq(_creditsOf(p, vault), 0, "I51 nothing waits any more");
    }
}
