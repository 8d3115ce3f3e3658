// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Vm} from "../base/Vm.sol";

/// @notice A plain token. The hostile ones below differ in one thing each.
contract PlainToken {
    mapping(address => uint256) public balanceOf;

    function mint(address to, uint256 amount) external {
        balanceOf[to] += amount;
    }

    function transfer(address to, uint256 amount) external virtual returns (bool) {
        _move(to, amount);
        return true;
    }

    function _move(address to, uint256 amount) internal {
        balanceOf[msg.sender] -= amount;
        balanceOf[to] += amount;
    }
}

/// @notice Says nothing on success, as USDT does, and refuses a blocked receiver.
contract SilentBlockingToken {
    mapping(address => uint256) public balanceOf;
    address public blocked;

    function mint(address to, uint256 amount) external {
        balanceOf[to] += amount;
    }

    function blockAccount(address account) external {
        blocked = account;
    }

    function transfer(address to, uint256 amount) external {
        require(to != blocked, "blocked");
        balanceOf[msg.sender] -= amount;
        balanceOf[to] += amount;
    }
}

contract FalseToken is PlainToken {
    function transfer(address, uint256) external pure override returns (bool) {
        return false;
    }
}

/// @notice The receiver gets less than was sent.
contract FeeToken is PlainToken {
    function transfer(address to, uint256 amount) external override returns (bool) {
        balanceOf[msg.sender] -= amount;
        balanceOf[to] += amount - amount / 10;
        return true;
    }
}

/// @notice The sender loses more than was sent.
contract GreedyToken is PlainToken {
    function transfer(address to, uint256 amount) external override returns (bool) {
        balanceOf[msg.sender] -= amount + 1;
        balanceOf[to] += amount;
        return true;
    }
}

/// @notice Calls back with what it was given, and reports how that went.
contract ReentrantToken is PlainToken {
    address private _target;
    bytes private _body;
    bool public entered;

    function arm(address target, bytes calldata body) external {
        (_target, _body) = (target, body);
    }

    function transfer(address to, uint256 amount) external override returns (bool) {
        (entered,) = _target.call(_body);
        _move(to, amount);
        return true;
    }
}

/// @notice Takes from an account what it held, as a rebasing token may.
contract ShrinkingToken is PlainToken {
    address public blocked;

    function shrink(address account, uint256 amount) external {
        balanceOf[account] -= amount;
    }

    function blockAccount(address account) external {
        blocked = account;
    }

    function transfer(address to, uint256 amount) external override returns (bool) {
        if (to == blocked) return false;
        _move(to, amount);
        return true;
    }
}

/// @notice Burns all gas it is given.
contract BurningToken is PlainToken {
    function transfer(address, uint256) external pure override returns (bool) {
        for (uint256 i;; ++i) {
            assembly {
                mstore(0, i)
            }
        }
    }
}

/// @notice A second address of a token: its balances are those of the other one, which lets it move them.
contract SecondDoor {
    DoubleToken private immutable BOOK = DoubleToken(msg.sender);

    function balanceOf(address account) external view returns (uint256) {
        return BOOK.balanceOf(account);
    }

    function transfer(address to, uint256 amount) external returns (bool) {
        return BOOK.moveFor(msg.sender, to, amount);
    }
}

/// @notice Has two addresses, as tokens have that left an old one in use.
contract DoubleToken is PlainToken {
    SecondDoor public immutable door = new SecondDoor();

    function moveFor(address from, address to, uint256 amount) external returns (bool) {
        require(msg.sender == address(door), "not the door");
        balanceOf[from] -= amount;
        balanceOf[to] += amount;
        return true;
    }
}

/// @notice The coin of the chain as a token, as some chains have it (Celo, Moonbeam): one balance, two ways to move it.
contract CoinToken {
    Vm private constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    function balanceOf(address account) external view returns (uint256) {
        return account.balance;
    }

    function transfer(address to, uint256 amount) external returns (bool) {
        require(msg.sender.balance >= amount, "too little");
        vm.deal(msg.sender, msg.sender.balance - amount);
        vm.deal(to, to.balance + amount);
        return true;
    }
}
