// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "../../src/interfaces/IDao.sol";
import {IDaoFactory} from "../../src/interfaces/IDaoFactory.sol";
import {Decision, RosterDelta} from "../../src/types/Types.sol";
import {AskingMarket, LookalikeDao} from "../actors/Verifiers.sol";
import {ContractMember} from "../actors/Signers.sol";
import {NestedFixture} from "../base/NestedFixture.sol";

/// @notice What must not become of a DAO's signature, and what a member deeper down cannot do.
contract HostileNestedTest is NestedFixture {
    function setUp() public override {
        super.setUp();
        _foundLevels(2, 11, plainRules());
    }

    function _hash() private returns (bytes32) {
        _enter(0);
        bytes32[] memory ids = _ids(_one(_pay(0, 1 ether)));
        return _sheetDigest(dao, address(levels[1].dao), 0, ids, _support(ids, 1));
    }

    /// @dev All eleven signed, no grace, and still no order, permit or plain account gets a signature out of it.
    function test_G15_R10_onlyWhoCountsBallotsReadsThem() public {
        bytes32 hash = _hash();
        bytes memory signature = _signLive(1, hash, 11, false);
        IDao inner = levels[1].dao;
        AskingMarket market = new AskingMarket();
        assertFalse(market.fill(address(inner), hash, signature), "a market");
        assertFalse(_isValidFor(address(0xE0A), inner, hash, signature), "an account");
        assertFalse(_isValidFor(address(inner.pointerOf(0)), inner, hash, signature), "a contract of ours that counts nothing");
        assertFalse(_isValidFor(address(factory), inner, hash, signature), "the factory");
        assertFalse(_isValidFor(factory.implementation(), inner, hash, signature), "the implementation");
        IDaoFactory other = _newFactory();
        _enter(0);
        IDao stranger = IDao(other.deploy(_genesis(plainRules(), "Of another factory")));
        assertFalse(_isValidFor(address(stranger), inner, hash, signature), "a DAO of another factory");
        assertTrue(_isValidFor(address(levels[0].dao), inner, hash, signature), "a DAO");
        assertTrue(_isValidFor(factory.records(), inner, hash, signature), "its records");
        assertTrue(_isValidFor(factory.signatures(), inner, hash, signature), "what asks members of members");
    }

    /// @dev Decisions of an outer DAO can call anything, a market too; it is the market that asks then.
    function test_G15_R10_anOuterDecisionCannotLendItsName() public {
        bytes32 hash = _hash();
        bytes memory signature = _signLive(1, hash, 11, false);
        AskingMarket market = new AskingMarket();
        _enter(0);
        Decision memory d =
            _decide(5, _one(_call(address(market), 0, abi.encodeCall(AskingMarket.mustFill, (address(levels[1].dao), hash, signature)))));
        bytes memory sheets = _sheets(_one(d), _people(11), 0);
        vm.expectRevert();
        dao.enact(_one(d), new bytes32[](0), sheets);
        assertFalse(dao.spent(d.slot), "unspent");
    }

    /// @dev Whoever asks what reads signatures directly learns something and moves nothing: digests are made in the domain of whoever asks.
    function test_C5_G15_aLookalikeGetsNothing() public {
        bytes32 hash = _hash();
        bytes memory signature = _signLive(1, hash, 11, false);
        LookalikeDao fake = new LookalikeDao(levels[1].dao);
        assertFalse(fake.ask(factory.signatures(), hash, signature), "its domain is another one");
    }

    /// @dev The twin has the same members, rules and slots, but signatures name the account.
    function test_C5_R10_liveSignatureOfOneDaoIsNoneOfItsTwin() public {
        bytes32 hash = _hash();
        bytes memory signature = _signLive(1, hash, 11, false);
        IDao twin = _found(plainRules(), "The same members");
        address outer = address(levels[0].dao);
        assertTrue(_isValidFor(outer, levels[1].dao, hash, signature), "its own");
        assertFalse(_isValidFor(outer, twin, hash, signature), "the twin's");
        assertFalse(_isValidFor(outer, levels[1].dao, bytes32(uint256(hash) ^ 1), signature), "of another hash");
        vm.chainId(5);
        assertFalse(_isValidFor(outer, levels[1].dao, hash, signature), "on another chain");
    }

    /// @dev A ballot for the outer question is no ballot on the outer decision itself, nor the other way round.
    function test_C2_R10_ballotsOfOneLevelAreNoneOfAnother() public {
        _enter(0);
        Decision memory d = _pay(0, 1 ether);
        bytes32 hash = _hash();
        _enter(1);
        Decision memory approval = _approval(hash, 900);
        // The inner people sign the outer decision's id in their own domain.
        (bytes32[] memory ids, IDao inner) = (new bytes32[](1), dao);
        ids[0] = levels[0].dao.decisionId(d);
        bytes memory signature = _live(approval, _sheetsOf(ids, _mask(11), 0, 0));
        assertFalse(_isValidFor(address(levels[0].dao), inner, hash, signature), "the outer id is no approval");
    }

    function testFuzz_R10_anyChangedByteIsNoSignature(uint256 at, uint8 bit) public {
        bytes32 hash = _hash();
        bytes memory signature = _signLive(1, hash, 6, false);
        signature[at % signature.length] ^= bytes1(uint8(1) << (bit % 8));
        assertFalse(_isValidFor(address(levels[0].dao), levels[1].dao, hash, signature), "changed");
    }

    function testFuzz_R10_cutOrPaddedIsNoSignature(uint256 length, bytes memory more) public {
        bytes32 hash = _hash();
        bytes memory signature = _signLive(1, hash, 6, false);
        vm.assume(more.length != 0);
        address outer = address(levels[0].dao);
        assertFalse(_isValidFor(outer, levels[1].dao, hash, abi.encodePacked(signature, more)), "padded");
        assertFalse(_isValidFor(outer, levels[1].dao, hash, more), "anything");
        length = bound(length, 0, signature.length - 1);
        assembly {
            mstore(signature, length)
        }
        assertFalse(_isValidFor(outer, levels[1].dao, hash, signature), "cut short");
    }

    /// @dev A member of the member that is a contract of somebody else: whatever it does, it only loses its own ballot, and its gas is capped.
    function test_C6_R10_hostileMemberOfAMemberOnlyLosesItsBallot() public {
        ContractMember hostile = new ContractMember();
        _makeKeys(11, 7);
        uint256 seat = _seatContract(address(hostile), 1);
        dao = _found(plainRules(), "With a contract");
        (IDao inner, address outer) = (dao, address(levels[0].dao));
        bytes32 hash = keccak256("whatever the outer one asks");
        Decision memory a = _approval(hash, 1);
        bytes memory seven = _live(a, _sheetsOf(_ids(_one(a)), _people(7), 0, 0));
        bytes memory six = _live(a, _sheetsOf(_ids(_one(a)), _people(6), 0, 0));
        bytes memory withIt = _live(a, _sheetsOf(_ids(_one(a)), _people(6) | (1 << seat), 0, 0));
        bytes memory beside = _live(a, _sheetsOf(_ids(_one(a)), _people(7) | (1 << seat), 0, 0));
        assertTrue(_isValidFor(outer, inner, hash, seven), "seven people");
        assertFalse(_isValidFor(outer, inner, hash, six), "six");
        assertTrue(_isValidFor(outer, inner, hash, withIt), "six and the contract");
        for (uint8 mood = 1; mood <= 5; ++mood) {
            hostile.set(mood, address(0));
            assertFalse(_isValidFor(outer, inner, hash, withIt), "it does not count");
            uint256 left = gasleft();
            assertTrue(_isValidFor(outer, inner, hash, beside), "nor does it harm");
            // Uncapped, most of a block would go. With changes woven in to be tried, the program itself costs more.
            assertTrue(left - gasleft() < 1_000_000, "its gas is capped");
        }
        hostile.set(0, address(hostile));
        assertTrue(_isValidFor(outer, inner, hash, beside), "nor does a circle");
    }

    /// @dev A person of the inner DAO whose account carries EIP-7702 code signs by its key, and its code signs nothing.
    function test_C7_R10_delegatedPersonOfAMemberSignsByKey() public {
        bytes32 hash = _hash();
        bytes memory signature = _signLive(1, hash, 6, false);
        vm.etch(seats[0].account, abi.encodePacked(hex"ef0100", address(new ContractMember())));
        assertTrue(_isValidFor(address(levels[0].dao), dao, hash, signature), "by its key");
        // The first signature behind the head, the groups and the choice of the first group.
        for (uint256 i = 83 + 1 + 17 + 2; i < 83 + 1 + 17 + 2 + 64; ++i) signature[i] = 0;
        assertFalse(_isValidFor(address(levels[0].dao), dao, hash, signature), "not by its code");
    }

    /// @dev Level 0 is A, of three people, and level 1 is B, of three people and A; then A takes B in.
    function _foundCircle() private {
        delete levels;
        _makeKeys(3, 1);
        IDao a = _found(plainRules(), "A");
        _keepLevel(a);
        _makeKeys(3, 2);
        _seatContract(address(a), 1);
        IDao b = _found(plainRules(), "B");
        _keepLevel(b);
        _enter(0);
        RosterDelta[] memory deltas = _delta(address(b), true, 1, 1);
        deltas[0].kind = 1;
        _enact(_self(0, abi.encodeCall(IDao.changeRoster, (deltas))), 7);
        vm.warp(block.timestamp + 1);
        _seatContract(address(b), 1);
        levels[0].keys = keys;
        delete levels[0].seats;
        for (uint256 i; i < seats.length; ++i) levels[0].seats.push(seats[i]);
    }

    function _keepLevel(IDao of_) private {
        Level storage level = levels.push();
        (level.dao, level.keys) = (of_, keys);
        for (uint256 i; i < seats.length; ++i) level.seats.push(seats[i]);
    }

    /// @dev What the DAO of `level` signs by its people and by the other one, which signs likewise, `depth` times; at the end by `last` people alone.
    function _around(uint256 level, bytes32 hash, uint256 depth, uint256 last) private returns (bytes memory) {
        _enter(level);
        Decision memory a = _approval(hash, 100 + depth);
        bytes32[] memory ids = _ids(_one(a));
        if (depth == 0) return _live(a, _sheetsOf(ids, _people(last), 0, 0));
        address other = address(levels[1 - level].dao);
        bytes memory inner = _around(1 - level, _sheetDigest(dao, other, 0, ids, _support(ids, 1)), depth - 1, last);
        _enter(level);
        return _live(a, _sheetsWith(ids, _people(2), other, inner));
    }

    /// @dev Two DAOs that are members of each other are asked as deep as somebody packs, and no deeper. At the end of the circle people decide or nobody.
    function test_C6_R10_daosInACircleEnd() public {
        address outer = address(levels[0].dao);
        _foundCircle();
        bytes32 hash = keccak256("asked of A");
        IDao a = levels[0].dao;
        for (uint256 depth = 1; depth < 8; ++depth) {
            bytes memory signature = _around(0, hash, depth, 3);
            uint256 left = gasleft();
            assertTrue(_isValidFor(outer, a, hash, signature), "three people at the end, two and the other one above");
            assertTrue(left - gasleft() < 120_000 * (depth + 1), "the gas is that of the depth");
            assertFalse(_isValidFor(outer, a, hash, _around(0, hash, depth, 2)), "half at the end, so nobody decided");
        }
    }
}
