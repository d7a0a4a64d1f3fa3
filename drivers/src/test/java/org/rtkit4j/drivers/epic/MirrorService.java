package org.rtkit4j.drivers.epic;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.emulator.afk.EpicRequest;
import org.rtkit4j.emulator.afk.EpicService;

/// A service that answers with what it was given, backwards; or when a test lets it.
final class MirrorService implements EpicService {
    final ArrayDeque<EpicRequest> waiting = new ArrayDeque<>();
    boolean isSilent;
    int code;

    @Nullable
    Voice voice;

    @Override
    public String name() {
        return "mirror-service";
    }

    @Override
    public Map<String, Object> properties() {
        return Map.of("EPICUnit", 3L);
    }

    @Override
    public void onUp(Voice given) {
        voice = given;
    }

    @Override
    public void onCommand(EpicRequest request) {
        waiting.add(request);
        if (!isSilent) {
            answer();
        }
    }

    /// Answers the first that waits.
    void answer() {
        EpicRequest request = waiting.remove();
        byte[] bytes = request.bytes();
        byte[] mirrored = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            mirrored[i] = bytes[bytes.length - 1 - i];
        }
        request.answer(code, mirrored);
    }

    static byte[] mirrored(byte[] bytes, int length) {
        byte[] copy = Arrays.copyOf(bytes, length);
        for (int i = 0; i < length; i++) {
            copy[i] = bytes[length - 1 - i];
        }
        return copy;
    }
}
