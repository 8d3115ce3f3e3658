// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Agreement, Leaf} from "../../src/types/Bounties.sol";
import {Approvable, FeeOnEntry, SilentApprovable} from "../actors/EscrowActors.sol";
import {EscrowFixture} from "../base/EscrowFixture.sol";

/// @notice Pyramids with everybody in them, founded and split late, and the books beside the escrow.
abstract contract EscrowStage is EscrowFixture {
    /// @dev Everybody in it takes part in this bounty alone, so that balances tell who got what from it.
    struct Pyramid {
        Agreement a;
        bytes32 id;
        uint256 hunterKey;
        uint256 leadKey;
        Agreement[3] subs;
        uint128[3] base;
        uint128 late;
        bool[3] accepted;
        bool[3] objected;
        bool[3] paid;
        bool latePaid;
        bool childrenPaid;
        uint256 dealtHunter;
    }

    Pyramid[] internal all;
    uint256 internal dealt;
    uint256 internal _arbiterHad;
    /// @dev What issuer and hunter of a bounty have of its token together.
    uint256 internal constant DEALT = 3000;
    mapping(bytes32 what => uint256) public met;

    function start() external {
        vm.warp(1_800_000_000);
        factory = _newFactory();
        _cast();
        _arbiterHad = arbiter.balance;
    }

    // What there is ---------------------------------------------------------------------------------------------------------------------------

    function _children(Pyramid storage p) internal view returns (Tree memory) {
        Leaf[] memory leaves = new Leaf[](2);
        (leaves[0], leaves[1]) = (_leaf(_who(p.id, 8), 70, "x"), _leaf(_who(p.id, 9), 30, "y"));
        return _tree(leaves);
    }

    function _who(bytes32 id, uint256 n) internal pure returns (address) {
        return address(uint160(uint256(keccak256(abi.encode(id, n)))));
    }

    function _payeeOf(Pyramid storage p, uint256 i) internal view returns (address) {
        return i == 0 ? vm.addr(p.leadKey) : _who(p.id, i);
    }

    function _top(Pyramid storage p) internal view returns (Tree memory) {
        Leaf[] memory leaves = new Leaf[](3);
        for (uint256 i; i < 3; ++i) leaves[i] = _leaf(_payeeOf(p, i), p.subs[i].amount, escrow.idOf(p.subs[i]));
        (leaves[0].splitRoot, leaves[0].splitSum) = _root(_children(p));
        return _tree(leaves);
    }

    function _lateTree(Pyramid storage p) internal view returns (Tree memory) {
        return _tree(_only(_leaf(_who(p.id, 5), p.late, "late")));
    }

    function found(uint256 seed) external {
        if (all.length == 5) return;
        uint256 n = all.length;
        Pyramid storage p = all.push();
        uint256 own = uint256(keccak256(abi.encode(address(this), n))) >> 8;
        (p.hunterKey, p.leadKey) = (own, own + 1);
        address from = address(uint160(own));
        p.a = _agreement(from, vm.addr(p.hunterKey), uint128(400 + seed % 200));
        (p.a.reviewer, p.a.deliverBy, p.a.token) = (address(0), uint40(block.timestamp + 4 days), _tokenOf(n));
        p.id = escrow.idOf(p.a);
        for (uint256 i; i < 3; ++i) {
            p.base[i] = uint128(100 + (seed >> (8 * i)) % 30);
            p.subs[i] = _agreement(p.a.hunter, _payeeOf(p, i), p.base[i]);
        }
        _deal(p, from);
        bytes memory signature = _signBy(p.hunterKey, p.id);
        vm.prank(from);
        escrow.fund{value: _value(p, p.a.amount)}(p.a, signature);
        _split(p.a, 1, _top(p));
        ++met["funded"];
    }

    /// @dev ETH, a token that answers true and refuses whom it blocks by false, or one that says nothing and reverts; each bounty has one of its own. Of every
    /// fourth a token that keeps a tenth is tried first.
    function _tokenOf(uint256 n) internal returns (address) {
        if (n % 4 == 1) return address(new Approvable());
        return n % 4 == 2 ? address(new SilentApprovable()) : ETH;
    }

    function _deal(Pyramid storage p, address from) internal {
        p.dealtHunter = 1000;
        if (p.a.token == ETH) {
            dealt += DEALT;
            vm.deal(from, 2000);
            vm.deal(p.a.hunter, 1000);
            if (all.length % 4 == 0) _tryFee(p, from);
        } else {
            _mint(p.a.token, from, 2000);
            _mint(p.a.token, p.a.hunter, 1000);
        }
    }

    function _mint(address token, address to, uint256 amount) internal {
        Approvable(token).mint(to, amount);
        vm.prank(to);
        Approvable(token).approve(address(escrow), type(uint256).max);
    }

    /// @dev Less would arrive than the bounty promises.
    function _tryFee(Pyramid storage p, address from) internal {
        Agreement memory a = p.a;
        a.token = address(new FeeOnEntry());
        _mint(a.token, from, 2000);
        bytes memory signature = _signBy(p.hunterKey, escrow.idOf(a));
        vm.prank(from);
        try escrow.fund(a, signature) {
            assertTrue(false, "I50 a token that takes a fee funds nothing");
        } catch {
            ++met["fee refused"];
        }
        assertEq(Approvable(a.token).balanceOf(from), 2000, "I50 and keeps what it had");
    }

    function _value(Pyramid storage p, uint256 amount) internal view returns (uint256) {
        return p.a.token == ETH ? amount : 0;
    }

    /// @dev In the bounty's own token, with what waits for it.
    function _worth(Pyramid storage p, address who) internal view returns (uint256) {
        if (p.a.token == ETH) return who.balance + escrow.creditOf(ETH, who);
        return Approvable(p.a.token).balanceOf(who) + escrow.creditOf(escrow.vaultOf(p.a), who);
    }

    /// @dev A token blocks one account at a time: a payee, the hunter, or nobody.
    function blockPayee(uint256 which, uint256 i) external some {
        Pyramid storage p = _pick(which);
        if (p.a.token == ETH) return;
        i %= 5;
        Approvable(p.a.token).blockAccount(i < 3 ? _payeeOf(p, i) : i == 3 ? p.a.hunter : address(0));
        ++met["blocked"];
    }

    function splitLate(uint256 which, uint128 amount) external some {
        Pyramid storage p = _pick(which);
        if (p.late != 0) return;
        p.late = 1 + amount % 150;
        Tree memory t = _lateTree(p);
        vm.prank(p.a.hunter);
        try escrow.split(p.a, _none(), _entry(0, 2, t, "")) {
            ++met["split late"];
        } catch {
            p.late = 0;
        }
    }

    function _pick(uint256 which) internal view returns (Pyramid storage) {
        return all[all.length == 0 ? 0 : which % all.length];
    }

    modifier some() {
        if (all.length != 0) _;
    }
}
