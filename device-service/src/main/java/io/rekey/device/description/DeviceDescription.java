package io.rekey.device.description;

/**
 * A browser in words, for people who look at a list of devices (R53). It comes from the browser itself, so it may be a lie;
 * it is short and has neither control characters nor markup, but pages escape it all the same.
 *
 * @param kind of system
 * @param system the model where the browser tells it ({@code iPhone}, {@code Mac}), else the kind in a word
 * @param operatingSystem with version, for example {@code Windows 10}
 * @param browser with version, for example {@code Firefox 128.0}
 */
public record DeviceDescription(SystemKind kind, String system, String operatingSystem, String browser) {}
