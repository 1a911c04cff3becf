using Hangfire.Logging;
using Microsoft.Extensions.Logging;
using Severity = Microsoft.Extensions.Logging.LogLevel;

namespace Salon.Jobs;

/// <summary>What Hangfire says about itself goes where everything else is logged, as category "Hangfire".</summary>
/// <remarks>Hangfire knows one log for the whole process. One logger, made at once: its factory may be gone before the process is, in tests.</remarks>
internal sealed partial class JobLog(ILoggerFactory loggers) : ILogProvider
{
    private readonly Log log = new(loggers.CreateLogger("Hangfire"));

    public ILog GetLogger(string name) => log;

    private sealed class Log(ILogger log) : ILog
    {
        bool ILog.Log(Hangfire.Logging.LogLevel logLevel, Func<string>? messageFunc, Exception? exception)
        {
            var severity = (Severity)(int)logLevel; // both count from Trace, 0, to Fatal or Critical, 5
            if (!log.IsEnabled(severity)) return false;
            if (messageFunc is not null) LogSaid(log, severity, exception, messageFunc());
            return true;
        }
    }

    [LoggerMessage(Message = "{Said}")]
    private static partial void LogSaid(ILogger log, Severity severity, Exception? e, string said);
}
