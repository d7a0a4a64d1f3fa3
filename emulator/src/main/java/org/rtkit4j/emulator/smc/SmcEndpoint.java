package org.rtkit4j.emulator.smc;

import java.util.ArrayDeque;
import java.util.SplittableRandom;
import org.rtkit4j.emulator.firmware.FirmwareEndpoint;
import org.rtkit4j.emulator.firmware.Kernel;
import org.rtkit4j.wire.message.SmcMsg;
import org.rtkit4j.wire.message.SmcResult;

/// The controller's endpoint: takes commands, one after the other, and answers each with its id.
///
/// Knows `wire` and never the driver: the two ends must not share a bug.
final class SmcEndpoint implements FirmwareEndpoint {
    private static final int NOTIFICATION = 0x18;
    private static final int ID_MASK = 0xf;
    private static final int LONGEST_QUEUE = 16;

    private final BoardMemory board;
    private final int endpoint;
    private final Kernel kernel;
    private final KeyCommands commands;
    private final SplittableRandom random;
    private final ArrayDeque<Long> queue = new ArrayDeque<>();
    private final FaultRule none = new FaultRule(SmcFaultKind.SLOW, 0, 1, 0);
    private boolean isBusy;
    private boolean isTelling;
    private int script;

    SmcEndpoint(BoardMemory board, int endpoint, Kernel kernel) {
        this.board = board;
        this.endpoint = endpoint;
        this.kernel = kernel;
        random = new SplittableRandom(board.config.seed());
        commands = new KeyCommands(board, kernel, random);
    }

    @Override
    public void onMessage(long msg0) {
        if (queue.size() >= LONGEST_QUEUE) {
            answer(KeyCommands.refused(msg0, SmcResult.COLLISION));
            return;
        }
        queue.add(msg0);
        work();
    }

    /// Tells the AP of an event, where it has asked to be told.
    void tell(int value) {
        if (isTelling && board.store.isWanted(value)) {
            kernel.send(endpoint, SmcMsg.VALUE.put(NOTIFICATION, Integer.toUnsignedLong(value)));
        }
    }

    private void work() {
        while (!isBusy && !queue.isEmpty()) {
            long command = queue.remove();
            board.onCommand();
            FaultRule fault = faultFor(command);
            if (fault.fault() == SmcFaultKind.SLOW && fault.delayNanos() > 0) {
                isBusy = true;
                kernel.after(fault.delayNanos(), () -> {
                    isBusy = false;
                    carryOut(command, none);
                    work();
                });
            } else {
                carryOut(command, fault);
            }
        }
    }

    private void carryOut(long command, FaultRule fault) {
        if (SmcMsg.INITIALIZE.matches(command)) {
            answer(board.config.sharedAddress());
            return;
        }
        if (fault.fault() == SmcFaultKind.FAILING) {
            answer(KeyCommands.refused(command, SmcResult.DEVICE_ACCESS));
            return;
        }
        long answer = commands.carryOut(command);
        switch (fault.fault()) {
            case LATE_ANSWER -> kernel.after(fault.delayNanos(), () -> answer(answer));
            case LOST_ANSWER -> {}
            case WRONG_ID -> answer(SmcMsg.ID.put(answer, (SmcMsg.ID.get(answer) + otherId()) & ID_MASK));
            case SLOW, FAILING -> answer(answer);
        }
        followNotifications();
    }

    private int otherId() {
        return random.nextInt(1, ID_MASK + 1);
    }

    private void answer(long word) {
        kernel.send(endpoint, word);
    }

    private FaultRule faultFor(long command) {
        if (SmcMsg.INITIALIZE.matches(command)) {
            return none;
        }
        if (!board.injected.isEmpty()) {
            return board.injected.remove();
        }
        for (FaultRule rule : board.config.faults()) {
            boolean strikes = rule.key() == 0 || rule.key() == (int) SmcMsg.KEY.get(command);
            if (strikes && random.nextInt(rule.oneIn()) == 0) {
                return rule;
            }
        }
        return none;
    }

    private void followNotifications() {
        if (commands.isTelling() != isTelling) {
            isTelling = commands.isTelling();
            script++;
            if (isTelling) {
                play(script);
            }
        }
    }

    private void play(int number) {
        for (ScriptedEvent event : board.config.events()) {
            kernel.after(Math.max(1, event.atNanos()), () -> {
                if (script == number) {
                    board.store.note(event.value());
                    tell(event.value());
                }
            });
        }
        if (board.config.repeatNanos() > 0 && !board.config.events().isEmpty()) {
            kernel.after(board.config.repeatNanos(), () -> {
                if (script == number) {
                    play(number);
                }
            });
        }
    }
}
