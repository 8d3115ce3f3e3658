// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "../../src/interfaces/IDao.sol";
import {Decision} from "../../src/types/Types.sol";
import {RefundFixture} from "../base/RefundFixture.sol";

/// @notice Makes a long call out of a short one: what it adds was never in a transaction.
contract Lengthener {
    function send(address to, bytes calldata body, uint256 zeros) external {
        (bool ok,) = to.call(abi.encodePacked(body, new bytes(zeros)));
        require(ok, "refused");
    }

    receive() external payable {}
}

/// @notice The same while it has no code yet.
contract Begun {
    constructor(address to, bytes memory body, uint256 zeros) {
        (bool ok,) = to.call(abi.encodePacked(body, new bytes(zeros)));
        require(ok, "refused");
    }
}

/// @notice Two calls in one transaction.
contract Both {
    function send(address first, bytes calldata body, address second, bytes calldata other) external {
        (bool ok,) = first.call(body);
        (bool too,) = second.call(other);
        require(ok && too, "refused");
    }
}

/// @notice An account that says yes to everything.
contract Agreeable {
    function isValidSignature(bytes32, bytes calldata) external pure returns (bytes4) {
        return 0x1626ba7e;
    }
}

/// @notice R9: who relays never gets more back than its transaction cost, whatever it sends along.
contract PaddingTest is RefundFixture {
    uint32 private constant CAP = 2_000_000;

    function setUp() public override {
        super.setUp();
        _foundCapped("First", CAP);
    }

    /// @dev What a transaction that calls `to` costs at the least: no floor for its data, no refund for storage.
    function _relay(address to, bytes memory body, string memory what) private {
        uint256 cost = 21_000;
        for (uint256 i; i < body.length; ++i) {
            cost += body[i] == 0 ? 4 : 16;
        }
        uint256 before = RELAYER.balance;
        vm.prank(RELAYER, RELAYER);
        uint256 gas = gasleft();
        (bool ok,) = to.call(body);
        cost += gas - gasleft();
        assertTrue(ok, "sent");
        uint256 refunded = (RELAYER.balance - before) / PRICE;
        assertTrue(refunded != 0, "refunded");
        if (refunded > cost) revert NotEqual(what, refunded, cost);
    }

    function _body(bytes memory more) private view returns (bytes memory) {
        Decision[] memory ds = _one(_pay(0, 1 ether));
        return abi.encodeCall(IDao.enact, (ds, _none(), abi.encodePacked(_sheets(ds, _mask(7), 0), more)));
    }

    function test_R9_1_witnessesOfZerosAreNoGain() public {
        _relay(address(dao), _body(new bytes(288 * 200)), "witnesses");
    }

    function test_R9_1_zerosBehindTheArgumentsAreNoGain() public {
        _relay(address(dao), abi.encodePacked(_body(""), new bytes(60_000)), "behind");
    }

    function test_R9_1_aCallThatAContractMadeLongerIsNoGain() public {
        Lengthener made = new Lengthener();
        _relay(address(made), abi.encodeCall(made.send, (address(dao), _body(""), 100_000)), "made longer");
    }

    /// @dev An account with EIP-7702 code calls as itself, and is the origin.
    function test_R9_1_aCallThatTheCodeOfTheOriginMadeLongerIsNoGain() public {
        Lengthener made = new Lengthener();
        vm.etch(RELAYER, address(made).code);
        _relay(RELAYER, abi.encodeCall(made.send, (address(dao), _body(""), 100_000)), "made longer by itself");
    }

    /// @dev Who is being made has no code, and is not the origin.
    function test_R9_1_aCallThatAConstructorMadeLongerIsNoGain() public {
        bytes memory body = _body("");
        uint256 cost = 53_000 + 16 * (type(Begun).creationCode.length + body.length + 128);
        uint256 before = RELAYER.balance;
        vm.prank(RELAYER, RELAYER);
        uint256 gas = gasleft();
        new Begun(address(dao), body, 100_000);
        cost += gas - gasleft();
        uint256 refunded = (RELAYER.balance - before) / PRICE;
        assertTrue(refunded != 0, "refunded");
        if (refunded > cost) revert NotEqual("made longer while made", refunded, cost);
    }

    /// @dev What stands in a contract's signature is nobody's business, so it could be zeros.
    function test_R9_1_S2_5_aSignatureOfZerosIsNoGain() public {
        uint256 seat = _foundWithContract();
        _relay(address(dao), _bodyWith(seat, new bytes(60_000)), "a signature of zeros");
    }

    function _foundWithContract() private returns (uint256 seat) {
        seat = _seatContract(address(new Agreeable()), 1);
        _foundCapped("With a contract", CAP);
    }

    /// @dev Seven sheets of people and one of a contract that reads nothing of what it is given.
    function _bodyWith(uint256 seat, bytes memory signature) private view returns (bytes memory) {
        (Decision[] memory ds, bytes memory sheets) = _signedBy(seat, signature);
        return abi.encodeCall(IDao.enact, (ds, _none(), sheets));
    }

    function _signedBy(uint256 seat, bytes memory signature)
        private
        view
        returns (Decision[] memory ds, bytes memory packed)
    {
        ds = _one(_pay(0, 1 ether));
        Sheet[] memory sheets = new Sheet[](8);
        for (uint256 i; i < 8; ++i) {
            sheets[i] = _sheet(i < 7 && i >= seat ? i + 1 : i, 0, _ids(ds), 1);
        }
        sheets[7] = _sheet(seat, 0, _ids(ds), 1);
        sheets[7].signature = signature;
        packed = _pack(sheets);
    }

    /// @dev What is refunded for a call, in gas, with nothing of it left behind.
    function _refundOf(bytes memory body) private returns (uint256 gas) {
        uint256 before = vm.snapshotState();
        uint256 held = RELAYER.balance;
        vm.prank(RELAYER, RELAYER);
        (bool ok,) = address(dao).call(body);
        assertTrue(ok, "sent");
        gas = (RELAYER.balance - held) / PRICE;
        vm.revertToState(before);
    }

    /// @dev 12 gas lie between a byte that is zero and one that is not, whatever it is and wherever it stands: each bit of a word alone, and as they come.
    function testFuzz_R9_1_everyByteOfTheSheetsCountsAsInTheTransaction(bytes32[9] memory words) public {
        uint256 seat = _foundWithContract();
        bytes memory content = new bytes(32 * (256 + 9));
        uint256 zeros = _refundOf(_bodyWith(seat, content));
        for (uint256 i; i < 256 + 9; ++i) {
            // Three of four bits are missing, so that bytes with few are among them.
            bytes32 word = i < 256 ? bytes32(1 << i) : words[i - 256] & keccak256(abi.encode(words[i - 256]));
            assembly {
                mstore(add(add(content, 0x20), shl(5, i)), word)
            }
        }
        uint256 others;
        for (uint256 i; i < content.length; ++i) {
            if (content[i] != 0) ++others;
        }
        uint256 counted = _refundOf(_bodyWith(seat, content)) - zeros;
        if (counted != 12 * others) revert NotEqual("by bytes", counted, 12 * others);
    }

    /// @dev What is behind the last word of the sheets counts as zeros, 4 gas a byte.
    function test_R9_1_whatIsBehindTheSheetsCountsAsZeros() public {
        uint256 seat = _foundWithContract();
        uint256 length;
        bytes memory sheets;
        do {
            (, sheets) = _signedBy(seat, new bytes(length++));
        } while (sheets.length % 32 != 0);
        bytes memory body = _bodyWith(seat, new bytes(length - 1));
        uint256 short = _refundOf(body);
        uint256 zeros = _refundOf(abi.encodePacked(body, bytes32(0), bytes32(0))) - short;
        if (zeros != 256) revert NotEqual("zeros", zeros, 256);
        uint256 others = _refundOf(abi.encodePacked(body, ~bytes32(0), ~bytes32(0))) - short;
        if (others != 256) revert NotEqual("others", others, 256);
    }

    /// @dev With its bytes counted as they are, the usual transaction is paid back nearly whole.
    function testFuzz_R9_1_whateverStandsBehindTheSheets(bytes32[] memory witness, uint8 more) public {
        bytes memory added = new bytes(288 * uint256(more % 20));
        for (uint256 i; i < witness.length && 32 * i < added.length; ++i) {
            bytes32 word = witness[i];
            assembly {
                mstore(add(add(added, 0x20), shl(5, i)), word)
            }
        }
        _relay(address(dao), _body(added), "fuzzed");
    }

    /// @dev Two DAOs in one transaction: none pays more than where it is alone.
    function test_R9_2_eachDaoPaysWhatItWouldPayAlone() public {
        (IDao first, bytes memory body) = (dao, _body(""));
        _foundCapped("Second", CAP);
        (IDao second, bytes memory other) = (dao, _body(""));
        uint256 before = vm.snapshotState();
        _relay(address(first), body, "alone");
        uint256 left = address(first).balance;
        vm.revertToState(before);
        Both both = new Both();
        vm.prank(RELAYER, RELAYER);
        both.send(address(first), body, address(second), other);
        assertTrue(address(first).balance >= left, "the first");
        assertTrue(address(second).balance >= left, "the second");
        assertTrue(address(second).balance < 99 ether - 28_000 * PRICE, "with what it would pay beside it");
    }
}
