// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "../../src/interfaces/IDao.sol";
import {IPowerRewards} from "../../src/interfaces/IPowerRewards.sol";
import {Agreement} from "../../src/types/Bounties.sol";
import {Decision} from "../../src/types/Types.sol";
import {RewardFixture} from "../base/RewardFixture.sol";

/// @notice A DAO issues bounties, promises power for them, sometimes twice and sometimes from a wrong number, and changes powers by hand meanwhile; bounties
/// are accepted, given back, settled for less or left. The books know what each promise was worked out from, and ask neither the DAO nor the rewards.
contract RewardHandler is RewardFixture {
    uint256 internal constant BOUNTIES = 6;

    struct Book {
        Agreement a;
        bool ended;
        bool whole;
        bool given;
    }

    struct Promise {
        uint256 bounty;
        uint64 held;
        uint64 power;
        /// Encoded: this compiler cannot copy its calls into storage.
        bytes decision;
        bool enacted;
    }

    Book[] internal books;
    Promise[] internal promises;
    mapping(bytes32 what => uint256) public met;
    uint64 internal power;
    uint256 internal slots = 100;
    uint256 internal wrong;
    uint256 internal given;
    /// @dev What hands gave and took beside promises, as a sum that may be below zero.
    int256 internal byHand;

    function start() external {
        vm.warp(1_800_000_000);
        setUp();
        _putRewards();
        for (uint256 i; i < BOUNTIES; ++i) {
            Book storage b = books.push();
            b.a = _issue(1 ether);
        }
        // The hunter has a seat from the beginning, so that seats stay where they are: it owns a share, and its power comes and goes.
        _enact(_self(1, abi.encodeCall(IDao.changeRoster, (_delta(hunter, false, 0, 1)))), _mask(12));
        uint256 seat = _seatContract(hunter, 0);
        (seats[seat].kind, keys[seat]) = (0, HUNTER);
        _later();
    }

    /// @dev A roster of this very second cannot be cited; one of long ago neither, so time goes on by little.
    function _later() private {
        vm.warp(block.timestamp + 1);
    }

    function promisePower(uint256 which, uint256 chance) external {
        if (promises.length == 24) return;
        Promise storage p = promises.push();
        (p.bounty, p.power) = (which % BOUNTIES, uint64(1 + chance % 5));
        p.held = chance & 64 == 0 ? power : uint64(chance >> 8 & 7);
        p.decision = abi.encode(_promise(++slots, books[p.bounty].a, p.held, p.power));
        ++met["promised"];
    }

    function end(uint256 which, uint256 how) external {
        Book storage b = books[which % BOUNTIES];
        if (b.ended) return;
        (b.ended, b.whole) = (true, how % 3 == 0);
        if (b.whole) {
            _acceptByReviewer(b.a);
            ++met["accepted"];
        } else if (how % 3 == 1) {
            vm.prank(hunter);
            escrow.settle(b.a, 0, type(uint40).max, "", "");
            ++met["given back"];
        } else {
            _settleForLess(b.a);
            ++met["for less"];
        }
    }

    function _settleForLess(Agreement memory a) private {
        string memory type_ = "Settlement(bytes32 bounty,uint128 hunterAmount,uint40 validUntil)";
        uint128 less = a.amount - 1;
        bytes memory signature = _signBy(HUNTER, _digest(type_, abi.encode(escrow.idOf(a), less, type(uint40).max)));
        bytes memory body = abi.encodeCall(escrow.settle, (a, less, type(uint40).max, signature, ""));
        _enact(_decide(++slots, _one(_call(address(escrow), 0, body))), _mask(seats.length));
    }

    function redeem(uint256 which) external {
        if (promises.length == 0) return;
        Promise storage p = promises[which % promises.length];
        Book storage b = books[p.bounty];
        bytes4 otherwise = p.enacted
            ? IDao.Dao_AlreadySpent.selector
            : b.given
                ? IPowerRewards.Rewards_AlreadyGiven.selector
                : !b.whole ? IPowerRewards.Rewards_NotPaid.selector : p.held != power ? IPowerRewards.Rewards_PowerChanged.selector : bytes4(0);
        Decision[] memory agenda = _one(abi.decode(p.decision, (Decision)));
        bytes memory sheets = _sheets(agenda, _mask(seats.length), 0);
        try dao.enact(agenda, new bytes32[](0), sheets) {
            if (otherwise != 0) ++wrong;
            (p.enacted, b.given) = (true, true);
            power += p.power;
            given += p.power;
            ++met["given"];
            _later();
        } catch (bytes memory why) {
            bytes4 said = bytes4(why) == IDao.Dao_CallFailed.selector ? _inner(why) : bytes4(why);
            if (otherwise == 0 || said != otherwise) ++wrong;
            ++met[bytes32(otherwise)];
        }
    }

    /// @dev What the first call of a decision said.
    function _inner(bytes memory why) private pure returns (bytes4 said) {
        assembly ("memory-safe") {
            said := mload(add(why, 0xa4))
        }
    }

    function changeByHand(uint256 to) external {
        uint64 now_ = uint64(to % 9);
        byHand += int256(uint256(now_)) - int256(uint256(power));
        power = now_;
        bytes memory change = abi.encodeCall(IDao.changeRoster, (_delta(hunter, true, now_, 0)));
        _enact(_self(++slots, change), _mask(seats.length));
        ++met["by hand"];
        _later();
    }

    /// @dev I55 and I56.
    function check() public view {
        assertEq(wrong, 0, "I56 a promise is enacted exactly where its bounty was paid whole, once, and from the power it was worked out from");
        assertEq(_powerOf(hunter), power, "I55 the hunter has what promises and hands gave it");
        assertTrue(int256(given) + byHand == int256(uint256(power)), "I55 a promise only adds");
        for (uint256 i; i < BOUNTIES; ++i) {
            assertTrue(rewards.isGiven(escrow.idOf(books[i].a)) == books[i].given, "I56 marked where it was given");
            if (books[i].given) assertTrue(books[i].whole, "I56 and only where all was paid");
        }
    }
}
