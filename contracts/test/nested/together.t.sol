// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "../../src/interfaces/IDao.sol";
import {IDaoSignatures} from "../../src/interfaces/IDaoSignatures.sol";
import {Decision, Rules} from "../../src/types/Types.sol";
import {NestedFixture} from "../base/NestedFixture.sol";

/// @notice A DAO gives several answers on one ballot of another DAO, each decided by its members apart (R28).
contract TogetherTest is NestedFixture {
    struct Answer {
        uint64 revision;
        bytes32 decision;
        uint8 support;
        bytes signature;
    }

    address private outer;
    IDao private inner;

    function setUp() public override {
        super.setUp();
        _foundLevels(2, 11, plainRules());
        (outer, inner) = (address(dao), levels[1].dao);
    }

    function _sheetOf(uint64 revision, bytes32 decision, uint8 support) private view returns (bytes32) {
        return _sheetDigest(IDao(outer), address(inner), revision, _list(decision), _support(_list(decision), support));
    }

    function _list(bytes32 id) private pure returns (bytes32[] memory ids) {
        ids = new bytes32[](1);
        ids[0] = id;
    }

    /// @dev Of an inner slot of its own, by these seats of the inner DAO.
    function _answer(bytes32 decision, uint8 support, uint64 revision, uint256 counter, uint256 mask) private returns (Answer memory a) {
        (a.revision, a.decision, a.support) = (revision, decision, support);
        bytes32 hash = _sheetOf(revision, decision, support);
        _enter(1);
        Decision memory approval = _approval(hash, counter);
        a.signature = _live(approval, _sheetsOf(_ids(_one(approval)), mask, 0, 0));
        _enter(0);
    }

    function _together(Answer[] memory answers) private view returns (bytes memory packed) {
        packed = abi.encodePacked(bytes32(0), outer, uint8(answers.length));
        for (uint256 i; i < answers.length; ++i) {
            Answer memory a = answers[i];
            packed = abi.encodePacked(packed, a.revision, a.decision, a.support, uint16(a.signature.length), a.signature);
        }
    }

    function _hash(Answer[] memory answers, uint64 revision) private view returns (bytes32) {
        bytes32[] memory ids = new bytes32[](answers.length);
        uint8[] memory support = new uint8[](answers.length);
        for (uint256 i; i < answers.length; ++i) (ids[i], support[i]) = (answers[i].decision, answers[i].support);
        return _sheetDigest(IDao(outer), address(inner), revision, ids, support);
    }

    /// @dev Two outer decisions; six people of the inner DAO answer the one, another six the other.
    function _two() private returns (Decision[] memory ds, Answer[] memory answers) {
        ds = new Decision[](2);
        (ds[0], ds[1]) = (_pay(0, 1 ether), _pay(1, 2 ether));
        answers = new Answer[](2);
        answers[0] = _answer(dao.decisionId(ds[0]), 1, 9, 900, _mask(6));
        answers[1] = _answer(dao.decisionId(ds[1]), 1, 5, 901, _mask(11) & ~_mask(5));
    }

    function _packed(Decision[] memory ds, uint64 revision, bytes memory signature) private view returns (bytes memory) {
        bytes32[] memory ids = _ids(ds);
        Sheet[] memory sheets = new Sheet[](7);
        uint256 n;
        uint256 people = _people(6);
        for (uint256 i; i < seats.length; ++i) {
            if (keys[i] == 0) {
                sheets[n] = _sheet(i, revision, ids, 1);
                sheets[n++].signature = signature;
            } else if (people & (1 << i) != 0) {
                sheets[n++] = _sheet(i, 0, ids, 1);
            }
        }
        return _pack(sheets);
    }

    /// @dev Nobody but one inner member said Yes to both, and no six of them to the same pair.
    function test_R28_R10_twoAnswersOnOneOuterBallotDecideBothInOneTransaction() public {
        (Decision[] memory ds, Answer[] memory answers) = _two();
        bytes memory sheets = _packed(ds, 5, _together(answers));
        dao.enact(ds, new bytes32[](0), sheets);
        vm.snapshotGasLastCall("DaoSignatures", "enact two, 6 keys and a DAO of two times 6 of 11 ballots");
        assertEq(payee.balance, 3 ether + 1, "both paid");
        assertTrue(dao.spent(ds[0].slot) && dao.spent(ds[1].slot), "both slots spent");
    }

    /// @dev Without the ballot of the DAO neither passes, and with one of the answers alone not the other one.
    function test_R28_RevertWhen_oneAnswerOfTheBallotIsNotSigned() public {
        (Decision[] memory ds, Answer[] memory answers) = _two();
        answers[1] = _answer(answers[1].decision, 1, 5, 901, _mask(5));
        bytes memory sheets = _packed(ds, 5, _together(answers));
        _expectRefusal(IDao.Dao_NotDecisive.selector, ds[0]);
        dao.enact(ds, new bytes32[](0), sheets);
        bytes memory signature = _together(answers);
        _enter(1);
        bytes32 approval = dao.decisionId(_approval(_sheetOf(5, answers[1].decision, 1), 901));
        bytes32 hash = _hash(answers, 5);
        vm.prank(outer);
        vm.expectRevert(abi.encodeWithSelector(IDaoSignatures.Signatures_Refused.selector, approval, IDao.Dao_NotDecisive.selector));
        inner.isValidSignature(hash, signature);
    }

    function test_R28_2_R4_theSheetHasTheLeastOfTheRevisionsAndNoOther() public {
        (, Answer[] memory answers) = _two();
        bytes memory signature = _together(answers);
        assertTrue(_isValidFor(outer, inner, _hash(answers, 5), signature), "the least");
        for (uint64 revision; revision < 12; ++revision) {
            if (revision != 5) assertFalse(_isValidFor(outer, inner, _hash(answers, revision), signature), "another one");
        }
        // In the other order it is another sheet, with the same revision.
        (answers[0], answers[1]) = (answers[1], answers[0]);
        assertFalse(_isValidFor(outer, inner, _hash(answers, 5), signature), "in another order");
        assertTrue(_isValidFor(outer, inner, _hash(answers, 5), _together(answers)), "in this order");
        assertFalse(_isValidFor(outer, inner, _hash(answers, 9), _together(answers)), "still not the greater one");
    }

    function testFuzz_R28_validExactlyWhenEveryAnswerIs(uint256 seed) public {
        uint256 n = 2 + (seed % 4);
        Answer[] memory answers = new Answer[](n);
        bool all = true;
        uint64 least = type(uint64).max;
        for (uint256 i; i < n; ++i) {
            uint256 dice = uint256(keccak256(abi.encode(seed, i)));
            uint256 signers = 5 + (dice % 8 == 0 ? 0 : 1 + (dice >> 8) % 6);
            uint64 revision = uint64(dice >> 16) & type(uint32).max;
            answers[i] = _answer(keccak256(abi.encode(dice)), uint8((dice >> 64) % 3), revision, 900 + i, _mask(signers));
            bool alone = _isValidFor(outer, inner, _sheetOf(revision, answers[i].decision, answers[i].support), answers[i].signature);
            assertTrue(alone == (signers > 5), "alone");
            all = all && alone;
            if (revision < least) least = revision;
        }
        assertTrue(_isValidFor(outer, inner, _hash(answers, least), _together(answers)) == all, "together");
    }

    /// @dev R10.1: what was approved on the chain needs no ballots, and what is recalled takes the sheet with it.
    function test_R28_3_R10_approvalsOnTheChainAndSlotsAreLookedAtForEachAnswer() public {
        (, Answer[] memory answers) = _two();
        bytes32 hash = _hash(answers, 5);
        bytes memory live = _together(answers);
        bytes32 one = _sheetOf(9, answers[0].decision, 1);
        _enter(1);
        _enact(_approval(one, 900), _mask(6));
        answers[0].signature = new bytes(65);
        assertTrue(_isValidFor(outer, inner, hash, _together(answers)), "approved and live");
        answers[0].signature = "";
        assertTrue(_isValidFor(outer, inner, hash, _together(answers)), "nobody reads what is approved");
        _enact(_self(800, abi.encodeCall(IDao.recallHash, (one))), _mask(6));
        assertFalse(_isValidFor(outer, inner, hash, _together(answers)), "recalled");
        assertFalse(_isValidFor(outer, inner, hash, live), "and its slot is spent");
    }

    function test_R28_3_R4_aRevokedInnerBallotTakesTheSheetWithIt() public {
        (, Answer[] memory answers) = _two();
        bytes memory signature = _together(answers);
        vm.prank(levels[1].seats[0].account);
        inner.revokeBallots(1);
        assertFalse(_isValidFor(outer, inner, _hash(answers, 5), signature), "the first has five left");
    }

    /// @dev R4: whoever took back an answer in the outer DAO took back every sheet with it.
    function test_R28_2_R4_revokingInTheOuterDaoTakesTheWholeSheet() public {
        (Decision[] memory ds, Answer[] memory answers) = _two();
        bytes memory sheets = _packed(ds, 5, _together(answers));
        vm.prank(address(inner));
        dao.revokeBallots(6);
        _expectRefusal(IDao.Dao_NotDecisive.selector, ds[0]);
        dao.enact(ds, new bytes32[](0), sheets);
        // What was signed above stands, on the ballot that holds it alone.
        bytes memory alone = _packed(_one(ds[0]), 9, answers[0].signature);
        dao.enact(_one(ds[0]), new bytes32[](0), alone);
        assertEq(payee.balance, 1 ether + 1, "the first one");
    }

    /// @dev G15, C5: nobody but who counts ballots, no other outer DAO, no other member.
    function test_R28_G15_C5_onlyWhoCountsBallotsAndOnlyTheDaoItNames() public {
        (, Answer[] memory answers) = _two();
        bytes memory signature = _together(answers);
        bytes32 hash = _hash(answers, 5);
        assertTrue(_isValidFor(outer, inner, hash, signature), "by the outer DAO");
        assertFalse(_isValidFor(payee, inner, hash, signature), "by anybody");
        (address there, IDao here) = (outer, inner);
        outer = address(inner);
        assertFalse(_isValidFor(there, here, hash, _together(answers)), "of another DAO");
        (outer, inner) = (there, IDao(there));
        assertFalse(_isValidFor(there, here, _hash(answers, 5), signature), "of another member");
    }

    function test_R28_1_RevertWhen_theBytesAreOthersThanSaid() public {
        (, Answer[] memory answers) = _two();
        bytes memory signature = _together(answers);
        bytes32 hash = _hash(answers, 5);
        assertFalse(_isValidFor(outer, inner, hash, abi.encodePacked(signature, uint8(0))), "longer");
        for (uint256 length; length < signature.length; length += 1 + length / 7) {
            bytes memory short = new bytes(length);
            for (uint256 i; i < length; ++i) short[i] = signature[i];
            assertFalse(_isValidFor(outer, inner, hash, short), "shorter");
        }
        _expectMalformed(hash, abi.encodePacked(signature, uint8(0)));
        // All but the last answer, then a word that says nothing.
        _expectMalformed(hash, abi.encodePacked(bytes32(0), outer, uint8(2), new bytes(30)));
        // One answer in this form, with its own sheet behind it: of circles nothing comes.
        Answer[] memory only = new Answer[](1);
        only[0] = answers[0];
        _expectMalformed(_hash(only, 9), _together(only));
        Answer[] memory none = new Answer[](0);
        _expectMalformed(_hash(none, type(uint64).max), abi.encodePacked(_together(none), new bytes(64)));
    }

    function _expectMalformed(bytes32 hash, bytes memory signature) private {
        vm.prank(outer);
        vm.expectRevert(IDaoSignatures.Signatures_Malformed.selector);
        inner.isValidSignature(hash, signature);
    }

    /// @dev Three levels: the middle DAO decides each answer with a member DAO, which for both gives one ballot.
    function test_R28_C6_aBallotOfSeveralAnswersInsideOneOfSeveralAnswers() public {
        _foundLevels(3, 11, plainRules());
        (outer, inner) = (address(dao), levels[1].dao);
        Decision[] memory ds = new Decision[](2);
        (ds[0], ds[1]) = (_pay(0, 1 ether), _pay(1, 2 ether));
        bytes32[] memory ids = _ids(ds);
        bytes32[2] memory hashes = [_sheetOf(9, ids[0], 1), _sheetOf(5, ids[1], 0)];
        // What the middle DAO approves, and what the innermost answers to these approvals.
        _enter(1);
        Decision[] memory approvals = new Decision[](2);
        (approvals[0], approvals[1]) = (_approval(hashes[0], 900), _approval(hashes[1], 901));
        bytes32[] memory asked = _ids(approvals);
        (address top, IDao middle) = (outer, inner);
        (outer, inner) = (address(middle), levels[2].dao);
        Answer[] memory deep = new Answer[](2);
        for (uint256 i; i < 2; ++i) {
            (deep[i].revision, deep[i].decision, deep[i].support) = (uint64(3 + i), asked[i], 1);
            bytes32 hash = _sheetOf(deep[i].revision, asked[i], 1);
            _enter(2);
            Decision memory approval = _approval(hash, 900 + i);
            deep[i].signature = _live(approval, _sheetsOf(_ids(_one(approval)), i == 0 ? _mask(6) : _mask(11) & ~_mask(5), 0, 0));
        }
        bytes memory deepSignature = _together(deep);
        // Six people of the middle DAO and its member answer both approvals on one sheet each.
        _enter(1);
        bytes memory both = _packed(approvals, 3, deepSignature);
        (outer, inner) = (top, middle);
        Answer[] memory answers = new Answer[](2);
        answers[0] = Answer(9, ids[0], 1, _live(approvals[0], _list(asked[1]), both));
        answers[1] = Answer(5, ids[1], 0, _liveSecond(approvals[1], asked[0], both));
        assertTrue(_isValidFor(outer, inner, _hash(answers, 5), _together(answers)), "For one, Against the other");
    }

    /// @dev The same sheets by the agenda of the second decision, which names the two the other way round.
    function _liveSecond(Decision memory second, bytes32 first, bytes memory both) private pure returns (bytes memory) {
        // Every group begins with revision (8), choices (1), seats (8); its two choices name agenda 0 and 1.
        bytes memory turned = bytes.concat(both);
        uint256 at = 1;
        for (uint256 g; g < uint8(both[0]); ++g) {
            (turned[at + 17], turned[at + 19]) = (both[at + 19], both[at + 17]);
            uint256 length = 64;
            // Revision 3 is that of the member that is a contract.
            if (uint8(both[at + 7]) == 3) length = 2 + uint16(bytes2(bytes.concat(both[at + 21], both[at + 22])));
            at += 21 + length;
        }
        return _live(second, _list(first), turned);
    }

    function test_R28_R3_R8_theInnerRuleDecidesEachAnswer() public {
        Rules memory rules = plainRules();
        rules.gracePeriod = 1 hours;
        _foundLevels(2, 11, rules);
        (outer, inner) = (address(dao), levels[1].dao);
        Answer[] memory answers = new Answer[](2);
        answers[0] = _answer(bytes32(uint256(1)), 1, 1, 900, _mask(11));
        answers[1] = _answer(bytes32(uint256(2)), 2, 2, 901, _mask(10));
        assertFalse(_isValidFor(outer, inner, _hash(answers, 1), _together(answers)), "one is not unanimous");
        answers[1] = _answer(bytes32(uint256(2)), 2, 2, 901, _mask(11));
        assertTrue(_isValidFor(outer, inner, _hash(answers, 1), _together(answers)), "both are");
    }
}
