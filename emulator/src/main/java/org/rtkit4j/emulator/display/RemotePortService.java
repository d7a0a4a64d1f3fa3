package org.rtkit4j.emulator.display;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.emulator.afk.EpicRequest;
import org.rtkit4j.emulator.afk.EpicService;
import org.rtkit4j.emulator.firmware.Kernel;
import org.rtkit4j.wire.display.RemotePort;
import org.rtkit4j.wire.display.RemotePort.Connection;
import org.rtkit4j.wire.display.RemotePort.EarlierConnection;
import org.rtkit4j.wire.display.RemotePort.HotPlug;
import org.rtkit4j.wire.display.RemotePort.LinkCall;
import org.rtkit4j.wire.display.RemotePort.Rate;
import org.rtkit4j.wire.display.RemotePort.Request;
import org.rtkit4j.wire.display.RemotePort.Target;

/// A port whose lines are the AP's: connected to a place and told of a plug, it asks the AP what the lines can do, sets
/// them, and finds the monitor when that has gone well.
///
/// Which of the port's calls come, and in which order, is *guess* `dptx-order`: hosts answer each whenever it comes.
final class RemotePortService implements EpicService {
    private static final int MOST_LANES = 4;
    private static final String TASK = "dptx_port";

    private final DisplayPipe pipe;
    private final Kernel kernel;
    private final StandardService calls;
    private @Nullable Voice voice;
    private boolean isConnected;
    private boolean isRequested;
    private boolean isPlugged;
    private int rate;
    private int lanes;
    private int training;

    RemotePortService(DisplayPipe pipe, Kernel kernel, int unit) {
        this.pipe = pipe;
        this.kernel = kernel;
        calls = new StandardService(RemotePort.SERVICE, RemotePort.PROVIDER, unit, this::call);
    }

    @Override
    public String name() {
        return calls.name();
    }

    @Override
    public Map<String, Object> properties() {
        return calls.properties();
    }

    @Override
    public void onUp(Voice given) {
        voice = given;
    }

    @Override
    public void onDown() {
        voice = null;
        isConnected = false;
        isRequested = false;
        rate = Rate.NONE;
        training++;
    }

    @Override
    public void onCommand(EpicRequest request) {
        calls.onCommand(request);
        // Behind the answer: the AP waits for that, and answers nothing before.
        train();
    }

    private boolean call(int group, int number, MemorySegment data) {
        if (group == Request.HOT_PLUG_GROUP) {
            return hotPlugOrEarlier(number, data);
        }
        if (group != Request.GROUP) {
            return false;
        }
        switch (number) {
            case Request.REQUEST_DISPLAY, Request.RELEASE_DISPLAY -> isRequested = number == Request.REQUEST_DISPLAY;
            case Request.CONNECT, Request.VALIDATE -> connect(data);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void connect(MemorySegment data) {
        if (data.byteSize() >= Connection.TARGET.end()) {
            isConnected = Target.CONNECTED.get(Connection.TARGET.get(data, 0)) != 0;
            Connection.MARK.put(data, 0, Connection.VALID);
        }
    }

    // Firmware that every host can talk to tells the forms apart by their sizes.
    private boolean hotPlugOrEarlier(int number, MemorySegment data) {
        if (number == Request.HOT_PLUG && data.byteSize() >= HotPlug.CONNECTED.end()) {
            return hotPlug(data);
        }
        switch (number) {
            case Request.EARLIER_REQUEST, Request.EARLIER_RELEASE -> isRequested = number == Request.EARLIER_REQUEST;
            case Request.EARLIER_CONNECT -> {
                return connectEarlier(data);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean connectEarlier(MemorySegment data) {
        if (data.byteSize() < EarlierConnection.TARGET.end()) {
            return false;
        }
        isConnected = EarlierConnection.CONNECTED.get(EarlierConnection.TARGET.get(data, 0)) != 0;
        isPlugged = isConnected;
        return true;
    }

    private boolean hotPlug(MemorySegment data) {
        isPlugged = HotPlug.CONNECTED.get(data, 0) != 0;
        HotPlug.CONNECTED.put(data, 0, 1);
        return true;
    }

    // ---- What the firmware asks the AP ----

    private void train() {
        boolean isWanted = isConnected && isRequested && isPlugged;
        if (isWanted == (rate != Rate.NONE)) {
            return;
        }
        var steps = new ArrayDeque<Step>();
        if (isWanted) {
            begin(steps);
        }
        steps.add(new Step(LinkCall.WILL_CHANGE, () -> 0, _ -> {}));
        // Where the lines are to rest, no answer makes them run.
        steps.add(new Step(LinkCall.SET_RATE, () -> rate, got -> rate = isWanted ? got : Rate.NONE));
        steps.add(new Step(LinkCall.SET_LANES, () -> lanes, got -> lanes = isWanted ? got : 0));
        steps.add(new Step(LinkCall.DID_CHANGE, () -> 0, _ -> {}));
        if (!isWanted) {
            steps.add(new Step(LinkCall.DEACTIVATE, () -> 0, _ -> {}));
        }
        rate = isWanted ? Rate.HBR3 : Rate.NONE;
        lanes = isWanted ? MOST_LANES : 0;
        next(steps, isWanted, ++training);
    }

    private void begin(Queue<Step> steps) {
        steps.add(new Step(LinkCall.ACTIVATE, () -> 0, _ -> {}));
        steps.add(new Step(LinkCall.MAX_DRIVE_SETTINGS, () -> 0, _ -> {}));
        steps.add(new Step(LinkCall.MAX_RATE, () -> 0, got -> rate = got));
        steps.add(new Step(LinkCall.MAX_LANES, () -> 0, got -> lanes = Math.min(MOST_LANES, got)));
    }

    /// A call of the AP, with what is given, and what becomes of what comes back.
    private record Step(int number, Given given, Taken taken) {}

    @FunctionalInterface
    private interface Given {
        int value();
    }

    @FunctionalInterface
    private interface Taken {
        void value(int got);
    }

    // What the AP says to an earlier training comes to nothing.
    private void next(Queue<Step> steps, boolean isWanted, int number) {
        Voice mine = voice;
        if (mine == null || number != training) {
            return;
        }
        Step step = steps.poll();
        if (step == null) {
            pipe.link(isWanted && rate != Rate.NONE && lanes > 0);
            return;
        }
        byte[] data = new byte[LinkCall.BYTES];
        LinkCall.VALUE.put(MemorySegment.ofArray(data), 0, step.given.value());
        mine.call(step.number, data, (_, answer) -> {
            if (number == training && isTaken(step, answer)) {
                next(steps, isWanted, number);
            }
        });
    }

    private boolean isTaken(Step step, byte[] answer) {
        MemorySegment said = MemorySegment.ofArray(answer);
        if (answer.length < LinkCall.BYTES || LinkCall.CODE.get(said, 0) != 0) {
            kernel.log(TASK, "the AP refuses call " + step.number);
            rate = Rate.NONE;
            pipe.link(false);
            return false;
        }
        step.taken.value((int) LinkCall.VALUE.get(said, 0));
        return true;
    }
}
