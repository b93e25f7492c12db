package dev.signalbox.domain.audit;

import java.util.List;

/// How often people went past the regular process in one way.
///
/// @param month as in ISO 8601, `2026-11`, in UTC
/// @param what a kind of shortcut, such as `urgent` or `soak-set`
/// @param why the reasons that were given, newest first, a few of them
public record Shortcut(String month, String what, long times, List<String> why) {}
