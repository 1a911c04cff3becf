using Hangfire;
using Hangfire.Storage;
using Microsoft.Data.Sqlite;
using Salon.Data;
using Salon.Jobs;
using Salon.Tests.World;

namespace Salon.Tests.Jobs;

/// <summary>What a killed program leaves behind in the jobs' own file.</summary>
public sealed class JobStoreTests : IDisposable
{
    private static readonly JobOptions Seldom = new() { Look = TimeSpan.FromHours(1) };

    private readonly DatabaseOptions database = new() { DataDirectory = Directory.CreateTempSubdirectory("salon-jobs-").FullName };

    public void Dispose() => Directory.Delete(database.DataDirectory, recursive: true);

    [Fact]
    public void What_was_in_hand_or_locked_is_free_again_at_the_next_start()
    {
        using (var storage = (IDisposable)JobStore.Open(database, Seldom))
        {
            new BackgroundJobClient((JobStorage)storage).Enqueue<JobTick>(tick => tick.RunAsync("AnyJob", CancellationToken.None));
            var connection = ((JobStorage)storage).GetConnection(); // of a process that dies: nothing of it is ever given back
            connection.AcquireDistributedLock("recurring", TimeSpan.FromSeconds(1));
            Assert.NotNull(connection.FetchNextJob(["default"], default));
            Assert.Equal(1, Count("SELECT COUNT(*) FROM JobQueue WHERE FetchedAt <> 0"));
        }

        using var next = (IDisposable)JobStore.Open(database, Seldom);

        Assert.Equal(0, Count("SELECT COUNT(*) FROM DistributedLock"));
        using var taking = ((JobStorage)next).GetConnection();
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        Assert.NotNull(taking.FetchNextJob(["default"], soon.Token).JobId);
    }

    [Theory]
    [InlineData("this is no database, and it is longer than the header of one would be: a hundred bytes of text that nobody can read at all")]
    [InlineData("")]
    public void A_file_that_cannot_be_read_is_made_anew(string content)
    {
        File.WriteAllText(database.JobsFile, content);

        using var storage = (IDisposable)JobStore.Open(database, Seldom);

        new BackgroundJobClient((JobStorage)storage).Enqueue<JobTick>(tick => tick.RunAsync("AnyJob", CancellationToken.None));
        Assert.Equal(1, Count("SELECT COUNT(*) FROM JobQueue"));
    }

    private long Count(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={database.JobsFile};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
