package io.lockstep.activities.highlevel;

/**
 * A file in a location's media library.
 *
 * @param url where it lies; whoever knows it can read the file
 */
public record UploadedFile(String fileId, String url) {

  @Override
  public String toString() { // the url opens the file, so it stays out of logs
    return "UploadedFile[" + fileId + "]";
  }
}
