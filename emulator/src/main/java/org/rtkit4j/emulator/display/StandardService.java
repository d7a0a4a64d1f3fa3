package org.rtkit4j.emulator.display;

import java.lang.foreign.MemorySegment;
import java.util.Map;
import org.rtkit4j.emulator.afk.EpicRequest;
import org.rtkit4j.emulator.afk.EpicService;
import org.rtkit4j.wire.epic.Epic;
import org.rtkit4j.wire.epic.Epic.Call;

/// A service that is asked in standard calls: a group, a number, and data that comes back changed.
final class StandardService implements EpicService {
    private static final int COMMON = 4;
    private static final int LOCATION = 4;
    private static final int UNIT = 5;
    private static final int OPEN = 6;
    private static final int CLOSE = 7;
    private static final int VALUE = 16;

    private final String name;
    private final String provider;
    private final long unit;
    private final Calls calls;

    /// What the service itself can do.
    @FunctionalInterface
    interface Calls {
        /// Carries a call out.
        ///
        /// @param data what it was given; changed, it is the answer
        /// @return whether there is such a call
        boolean call(int group, int number, MemorySegment data);
    }

    /// @param name as it is announced, and in its properties
    StandardService(String name, long unit, Calls calls) {
        this(name, name, unit, calls);
    }

    /// @param provider the class behind it, by which hosts know it
    StandardService(String name, String provider, long unit, Calls calls) {
        this.name = name;
        this.provider = provider;
        this.unit = unit;
        this.calls = calls;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Map<String, Object> properties() {
        return provider.equals(name)
                ? Map.of(Epic.Announce.EPIC_NAME, name, Epic.Announce.EPIC_UNIT, unit)
                : Map.of(
                        Epic.Announce.EPIC_NAME,
                        name,
                        Epic.Announce.EPIC_CLASS,
                        provider,
                        Epic.Announce.EPIC_UNIT,
                        unit);
    }

    @Override
    public void onCommand(EpicRequest request) {
        byte[] answer = request.bytes().clone();
        MemorySegment call = MemorySegment.ofArray(answer);
        boolean isCall = answer.length >= Call.BYTES
                && Call.MAGIC.get(call, 0) == Call.MAGIC_NUMBER
                && Call.DATA_BYTES.get(call, 0) <= answer.length - Call.BYTES;
        if (!isCall) {
            request.answer(EpicRequest.BAD_ARGUMENT);
            return;
        }
        int group = (int) Call.GROUP.get(call, 0);
        int number = (int) Call.NUMBER.get(call, 0);
        MemorySegment data = call.asSlice(Call.BYTES, Call.DATA_BYTES.get(call, 0));
        boolean isDone = group == COMMON ? common(number, data) : calls.call(group, number, data);
        request.answer(isDone ? EpicRequest.SUCCESS : EpicRequest.UNSUPPORTED, answer);
    }

    private boolean common(int number, MemorySegment data) {
        switch (number) {
            case LOCATION, UNIT -> put(data, VALUE, number == UNIT ? (int) unit : 0);
            case OPEN, CLOSE -> {}
            default -> {
                return false;
            }
        }
        return true;
    }

    /// Writes a word of an answer, where the caller has left room for it.
    static void put(MemorySegment data, long at, int value) {
        if (data.byteSize() >= at + Integer.BYTES) {
            Call.NUMBER.put(data, at - Call.NUMBER.offset(), value);
        }
    }

    /// Reads a word of what was given, or 0.
    static int get(MemorySegment data, long at) {
        return data.byteSize() >= at + Integer.BYTES ? (int) Call.NUMBER.get(data, at - Call.NUMBER.offset()) : 0;
    }
}
