// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ITill, Quote} from "../../src/interfaces/ITill.sol";
import {Approvable, FeeOnEntry, SilentApprovable} from "../actors/EscrowActors.sol";
import {MoodyMember} from "../actors/Members.sol";
import {OddSeller, ReentrantOnEntry} from "../actors/Sellers.sol";
import {DaoFixture} from "../base/DaoFixture.sol";

/// @notice Accounts buy of sellers at random, in ETH and in tokens that answer, say nothing, keep a fee or call back in; with too little, too late, or with
/// nothing; of inboxes that refuse, burn or come back in. The books are kept beside the contract, which is asked for nothing but its counts.
contract TillHandler is DaoFixture {
    uint256 internal constant BUYERS = 3;
    uint256 internal constant SELLERS = 3;
    uint256 internal constant TOKENS = 5;

    ITill internal till;
    address[3] internal sellers;
    address[3] internal inboxes;
    /// @dev ETH, one that answers, a silent one, one with a fee, one that calls back in.
    address[5] internal tokens;
    mapping(address inbox => mapping(address token => uint256)) internal paid;
    mapping(bytes32 quote => uint32) internal sold;
    bytes32[] internal quotes;
    mapping(bytes32 what => uint256) public met;
    uint256 internal wrong;

    function start() external {
        vm.warp(1_800_000_000);
        till = ITill(_deploy("Till", ""));
        inboxes = [address(0xF00001), address(new MoodyMember()), address(0xF00003)];
        for (uint256 i; i < SELLERS; ++i) sellers[i] = address(new OddSeller(abi.encode(inboxes[i])));
        tokens = [address(0), address(new Approvable()), address(new SilentApprovable()), address(new FeeOnEntry()), address(new ReentrantOnEntry())];
        for (uint256 i; i < BUYERS; ++i) {
            vm.deal(_buyer(i), 1e24);
            for (uint256 k = 1; k < TOKENS; ++k) {
                Approvable(tokens[k]).mint(_buyer(i), 1e24);
                vm.prank(_buyer(i));
                Approvable(tokens[k]).approve(address(till), 1e23);
            }
        }
    }

    function _buyer(uint256 i) private pure returns (address) {
        return address(uint160(0xB0000 + i % BUYERS));
    }

    /// @dev What the rule says must happen; 0 where it goes through.
    function _due(Quote memory q, uint256 value, address reader) private view returns (bytes4) {
        if (q.price == 0) return ITill.Till_Free.selector;
        if (reader == address(0)) return ITill.Till_NoReader.selector;
        if (block.timestamp > q.until) return ITill.Till_Over.selector;
        if (q.copies != 0 && sold[keccak256(abi.encode(q))] >= q.copies) return ITill.Till_SoldOut.selector;
        if (q.token == address(0)) {
            if (value != q.price) return ITill.Till_WrongValue.selector;
            bool refuses = q.seller == sellers[1] && MoodyMember(payable(inboxes[1])).mood() != 0;
            return refuses ? ITill.Till_TransferFailed.selector : bytes4(0);
        }
        if (value != 0) return ITill.Till_WrongValue.selector;
        return q.token == tokens[3] ? ITill.Till_NotPaid.selector : bytes4(0);
    }

    function buy(uint256 who, uint256 chance) external {
        Quote memory q = Quote({
            seller: sellers[chance % SELLERS],
            token: tokens[(chance >> 8) % TOKENS],
            price: uint128((chance >> 16) % 4 * 10),
            copies: uint32((chance >> 24) % 3),
            until: uint40(1_800_000_000 + (chance >> 32) % 4 * 1 days),
            work: bytes32((chance >> 40) % 2)
        });
        uint256 value = q.token == address(0) ? q.price : 0;
        if ((chance >> 48) % 8 == 0) value += 1;
        address reader = (chance >> 56) % 16 == 0 ? address(0) : _buyer(chance >> 64);
        bytes4 due = _due(q, value, reader);
        vm.prank(_buyer(who));
        (bool ok, bytes memory answer) = address(till).call{value: value, gas: 2_000_000}(abi.encodeCall(ITill.buy, (q, reader)));
        if (ok != (due == bytes4(0)) || (!ok && bytes4(answer) != due)) ++wrong;
        ++met[ok ? bytes32("bought") : bytes32(due)];
        if (!ok) return;
        bytes32 id = keccak256(abi.encode(q));
        if (sold[id]++ == 0) quotes.push(id);
        paid[inboxes[chance % SELLERS]][q.token] += q.price;
        if (q.token == tokens[4] && ReentrantOnEntry(q.token).entered()) ++wrong;
    }

    /// @dev The inbox that is a contract takes ETH, reverts, burns, or comes back in; so does the token that calls back.
    function setMood(uint256 chance) external {
        Quote memory q = Quote(sellers[0], address(0), 10, 0, type(uint40).max, 0);
        bytes memory body = abi.encodeCall(ITill.buy, (q, address(this)));
        MoodyMember(payable(inboxes[1])).set(uint8(chance % 3), chance & 8 == 0 ? address(0) : address(till), body);
        ReentrantOnEntry(tokens[4]).arm(address(till), body);
    }

    function pass(uint256 time) external {
        vm.warp(block.timestamp + time % 12 hours);
    }

    /// @dev I59 and I60.
    function check() external view {
        assertEq(address(till).balance, 0, "I59 no ETH stays");
        for (uint256 k = 1; k < TOKENS; ++k) assertEq(Approvable(tokens[k]).balanceOf(address(till)), 0, "I59 no token stays");
        for (uint256 i; i < SELLERS; ++i) {
            assertEq(inboxes[i].balance, paid[inboxes[i]][address(0)], "I60 the inbox has what was paid");
            for (uint256 k = 1; k < TOKENS; ++k)
                assertEq(Approvable(tokens[k]).balanceOf(inboxes[i]), paid[inboxes[i]][tokens[k]], "I60 in tokens too");
        }
        for (uint256 i; i < quotes.length; ++i) assertEq(till.soldOf(quotes[i]), sold[quotes[i]], "I60 each copy was paid for once");
        assertEq(wrong, 0, "I60 what is due is done, and else refused by name");
    }
}
