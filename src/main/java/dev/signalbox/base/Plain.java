package dev.signalbox.base;

/// A value that is written in one way only, by its `toString`: an id, a digest, a version. In JSON,
/// in the database and in sentences it looks the same.
public interface Plain {}
