package org.rtkit4j.emulator.afk;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.emulator.firmware.FirmwareEndpoint;
import org.rtkit4j.emulator.firmware.Kernel;
import org.rtkit4j.wire.afk.AfkRing.Entry;
import org.rtkit4j.wire.epic.Epic;
import org.rtkit4j.wire.epic.Epic.Category;
import org.rtkit4j.wire.epic.Epic.Command;
import org.rtkit4j.wire.epic.Epic.FirmwareCall;
import org.rtkit4j.wire.epic.Epic.Head;
import org.rtkit4j.wire.epic.Epic.SensorAnnounce;
import org.rtkit4j.wire.epic.Epic.SubHead;

/// The services behind one AFK endpoint of the firmware: announces them, hands them what the AP asks, and sends
/// what they say.
public final class EpicFirmware implements AfkEndpoint.Entries {
    private static final String TASK = "epic";
    private static final int MOST_DATA = 0x1_0000;
    private static final int FIRST_CHANNEL = 1;
    private static final byte[] NOTHING = {};

    private final Kernel kernel;
    private final boolean isSensor;
    private final AfkEndpoint.Writer writer;
    private final List<EpicService> services;
    private final Map<Integer, EpicService.Answer> calls = new HashMap<>();
    private int sequence;
    private int tag;

    private EpicFirmware(Kernel kernel, boolean isSensor, List<EpicService> services, AfkEndpoint.Writer writer) {
        this.kernel = kernel;
        this.isSensor = isSensor;
        this.services = services;
        this.writer = writer;
    }

    /// Returns an endpoint of a display's firmware.
    public static FirmwareEndpoint display(int endpoint, Kernel kernel, AfkSpec spec, List<EpicService> services) {
        List<EpicService> all = List.copyOf(services);
        return new AfkEndpoint(endpoint, kernel, spec, writer -> new EpicFirmware(kernel, false, all, writer));
    }

    /// Returns an endpoint of a sensor's firmware: subheads of version 2, data in line.
    public static FirmwareEndpoint sensor(int endpoint, Kernel kernel, AfkSpec spec, List<EpicService> services) {
        List<EpicService> all = List.copyOf(services);
        return new AfkEndpoint(endpoint, kernel, spec, writer -> new EpicFirmware(kernel, true, all, writer));
    }

    // ---- What services say ----

    @Override
    public void onUp() {
        for (int i = 0; i < services.size(); i++) {
            int channel = FIRST_CHANNEL + i;
            if (isSensor) {
                // Its head says 0: the channel stands in the announcement.
                say(
                        0,
                        Entry.NOTIFY,
                        Category.REPORT,
                        Epic.Type.SERVICE,
                        0,
                        sensorAnnouncement(services.get(i), channel));
            } else {
                say(channel, Entry.NOTIFY, Category.REPORT, Epic.Type.ANNOUNCE, 0, announcement(services.get(i)));
            }
            services.get(i).onUp(new ServiceVoice(channel));
        }
    }

    private static byte[] announcement(EpicService service) {
        byte[] properties = service.properties().isEmpty() ? NOTHING : OsWriter.bytes(service.properties());
        byte[] payload = new byte[Epic.Announce.NAME_BYTES + properties.length];
        putName(payload, service.name(), Epic.Announce.NAME_BYTES);
        System.arraycopy(properties, 0, payload, Epic.Announce.NAME_BYTES, properties.length);
        return payload;
    }

    private static byte[] sensorAnnouncement(EpicService service, int channel) {
        byte[] payload = new byte[SensorAnnounce.BYTES];
        putName(payload, service.name(), SensorAnnounce.NAME_BYTES);
        MemorySegment fields = MemorySegment.ofArray(payload);
        SensorAnnounce.CODE.put(fields, 0, SensorAnnounce.UNSUPPORTED);
        SensorAnnounce.CHANNEL.put(fields, 0, channel);
        return payload;
    }

    private static void putName(byte[] payload, String name, int bytes) {
        byte[] ascii = name.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(ascii, 0, payload, 0, Math.min(ascii.length, bytes - 1));
    }

    private final class ServiceVoice implements EpicService.Voice {
        private final int channel;

        ServiceVoice(int channel) {
            this.channel = channel;
        }

        @Override
        public void report(int type, byte[] payload) {
            say(channel, Entry.NOTIFY, Category.REPORT, type, 0, payload);
        }

        @Override
        public void call(int number, byte[] data, EpicService.Answer answer) {
            byte[] payload = new byte[FirmwareCall.BYTES + data.length];
            MemorySegment fields = MemorySegment.ofArray(payload);
            FirmwareCall.NUMBER.put(fields, 0, number);
            FirmwareCall.DATA_BYTES.put(fields, 0, data.length);
            FirmwareCall.MAGIC.put(fields, 0, Epic.Call.MAGIC_NUMBER);
            System.arraycopy(data, 0, payload, FirmwareCall.BYTES, data.length);
            tag = tag + 1 & 0xffff;
            calls.put(tag, answer);
            say(channel, Entry.NOTIFY, Category.NOTIFY, Epic.Type.SERVICE, tag, payload);
        }

        @Override
        public void tearDown() {
            say(channel, Entry.NOTIFY, Category.REPORT, Epic.Type.TEARDOWN, 0, NOTHING);
        }
    }

    private void say(int channel, int entryType, int category, int type, int echo, byte[] payload) {
        byte[] entry = new byte[Epic.HEADS_BYTES + payload.length];
        MemorySegment fields = MemorySegment.ofArray(entry);
        Head.VERSION.put(fields, 0, Head.CURRENT);
        Head.SEQUENCE.put(fields, 0, sequence++);
        SubHead.LENGTH.put(fields, Head.BYTES, payload.length);
        SubHead.VERSION.put(fields, Head.BYTES, isSensor ? SubHead.SENSOR : SubHead.DISPLAY);
        SubHead.CATEGORY.put(fields, Head.BYTES, category);
        SubHead.TYPE.put(fields, Head.BYTES, type);
        (isSensor ? SubHead.SENSOR_TAG : SubHead.TAG).put(fields, Head.BYTES, echo);
        if (category == Category.REPLY) {
            SubHead.INLINE_BYTES.put(fields, Head.BYTES, Math.max(0, payload.length - Integer.BYTES));
        }
        System.arraycopy(payload, 0, entry, Epic.HEADS_BYTES, payload.length);
        writer.write(channel, entryType, entry);
    }

    // ---- What the AP says ----

    @Override
    public void onEntry(int channel, int entryType, byte[] bytes, int length) {
        MemorySegment fields = MemorySegment.ofArray(bytes);
        if (length < Epic.HEADS_BYTES || SubHead.LENGTH.get(fields, Head.BYTES) > length - Epic.HEADS_BYTES) {
            kernel.log(TASK, "entry of the AP is too short: " + length);
            return;
        }
        int end = Epic.HEADS_BYTES + (int) SubHead.LENGTH.get(fields, Head.BYTES);
        byte[] payload = Arrays.copyOfRange(bytes, Epic.HEADS_BYTES, end);
        int type = (int) SubHead.TYPE.get(fields, Head.BYTES);
        int echo = tag(fields);
        EpicService service = find(channel);
        if (service == null) {
            kernel.log(TASK, "no service has channel " + Integer.toUnsignedString(channel));
            return;
        }
        switch ((int) SubHead.CATEGORY.get(fields, Head.BYTES)) {
            case Category.COMMAND -> command(service, channel, type, echo, payload);
            case Category.NOTIFY -> inline(service, channel, type, echo, payload);
            case Category.REPLY -> answered(echo, payload);
            default -> kernel.log(TASK, "entry of no known category");
        }
    }

    // Where the tag stands is the form's in which it is asked: m1n1's experiments ask sensors as if they were displays.
    private int tag(MemorySegment fields) {
        boolean asSensor = isSensor && SubHead.VERSION.get(fields, Head.BYTES) != SubHead.DISPLAY;
        return (int) (asSensor ? SubHead.SENSOR_TAG : SubHead.TAG).get(fields, Head.BYTES);
    }

    private @Nullable EpicService find(int channel) {
        int index = channel - FIRST_CHANNEL;
        return index >= 0 && index < services.size() ? services.get(index) : null;
    }

    private void command(EpicService service, int channel, int type, int echo, byte[] payload) {
        MemorySegment fields = MemorySegment.ofArray(payload);
        if (payload.length < Command.BYTES || Command.TX_BYTES.get(fields, 0) > MOST_DATA) {
            kernel.log(TASK, service.name() + ": command is too short, or its data too long");
            return;
        }
        byte[] data = new byte[(int) Command.TX_BYTES.get(fields, 0)];
        if (data.length > 0) {
            kernel.memory().load(Command.TX_BUFFER.get(fields, 0), data, 0, data.length);
        }
        int room = (int) Math.min(Command.RX_BYTES.get(fields, 0), MOST_DATA);
        service.onCommand(
                new EpicRequest(type, data, room, (code, answer) -> reply(channel, type, echo, payload, code, answer)));
    }

    private void reply(int channel, int type, int echo, byte[] payload, int code, byte[] answer) {
        MemorySegment fields = MemorySegment.ofArray(payload);
        int length = (int) Math.min(answer.length, Command.RX_BYTES.get(fields, 0));
        if (length > 0) {
            kernel.memory().store(Command.RX_BUFFER.get(fields, 0), answer, 0, length);
        }
        Command.RETURN_CODE.put(fields, 0, code);
        Command.RX_BYTES.put(fields, 0, length);
        say(channel, Entry.REPLY, Category.REPLY, type, echo, Arrays.copyOf(payload, Command.BYTES));
    }

    private void inline(EpicService service, int channel, int type, int echo, byte[] payload) {
        if (payload.length < Integer.BYTES) {
            kernel.log(TASK, service.name() + ": command is too short");
            return;
        }
        byte[] data = Arrays.copyOfRange(payload, Integer.BYTES, payload.length);
        service.onCommand(new EpicRequest(type, data, MOST_DATA, (code, answer) -> {
            byte[] said = new byte[Integer.BYTES + answer.length];
            Command.RETURN_CODE.put(MemorySegment.ofArray(said), 0, code);
            System.arraycopy(answer, 0, said, Integer.BYTES, answer.length);
            int kind = answer.length == 0 ? Epic.Type.RETURN_CODE : Epic.Type.RETURN_DATA;
            say(channel, Entry.NOTIFY, Category.REPLY, kind, echo, said);
        }));
    }

    private void answered(int echo, byte[] payload) {
        EpicService.Answer answer = payload.length < FirmwareCall.BYTES ? null : calls.remove(echo);
        if (answer != null) {
            int code = (int) FirmwareCall.RETURN_CODE.get(MemorySegment.ofArray(payload), 0);
            answer.onAnswer(code, Arrays.copyOfRange(payload, FirmwareCall.BYTES, payload.length));
        }
    }

    @Override
    public void onDown() {
        calls.clear();
        services.forEach(EpicService::onDown);
    }
}
