package org.rtkit4j.emulator.display;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import org.rtkit4j.emulator.afk.EpicRequest;
import org.rtkit4j.emulator.afk.EpicService;
import org.rtkit4j.emulator.firmware.Kernel;
import org.rtkit4j.wire.epic.Epic;

/// A service of the firmware's system endpoint: takes properties, and does nothing about them.
final class SystemService implements EpicService {
    private static final int LONGEST_NAME = 64;

    private final String name;
    private final Kernel kernel;

    SystemService(String name, Kernel kernel) {
        this.name = name;
        this.kernel = kernel;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void onCommand(EpicRequest request) {
        byte[] bytes = request.bytes();
        if (request.type() != Epic.Type.SET_PROPERTY) {
            request.answer(EpicRequest.UNSUPPORTED);
            return;
        }
        long length = bytes.length < Epic.SetProperty.HEAD_BYTES
                ? 0
                : Epic.SetProperty.NAME_BYTES.get(MemorySegment.ofArray(bytes), 0);
        if (length == 0 || length > LONGEST_NAME || length > bytes.length - Epic.SetProperty.HEAD_BYTES) {
            request.answer(EpicRequest.BAD_ARGUMENT);
            return;
        }
        String property = new String(bytes, Epic.SetProperty.HEAD_BYTES, (int) length, StandardCharsets.US_ASCII)
                .replace("\0", "");
        kernel.log("epic", "property set: " + property);
        request.answer(EpicRequest.SUCCESS);
    }
}
