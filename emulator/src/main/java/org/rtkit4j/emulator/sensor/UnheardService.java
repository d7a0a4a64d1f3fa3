package org.rtkit4j.emulator.sensor;

import org.rtkit4j.emulator.afk.EpicRequest;
import org.rtkit4j.emulator.afk.EpicService;

/// A service that is announced, and does nothing that anybody has asked it for.
record UnheardService(String name) implements EpicService {
    @Override
    public void onCommand(EpicRequest request) {
        request.answer(EpicRequest.UNSUPPORTED);
    }
}
