namespace Salon.Data;

/// <summary>Keeps two processes on one machine from doing the same start-up work at once.</summary>
internal sealed class FileLock : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly FileStream stream;

    private FileLock(FileStream stream) => this.stream = stream;

    public static async Task<FileLock> TakeAsync(string path, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                return new FileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException) when (!ct.IsCancellationRequested)
            {
                await Task.Delay(Pause, ct); // another process is migrating; the file system has no better way to wait
            }
        }
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();
}
