-- Runs inside a Neovim that has a source open, does what a user would, and writes a report.
-- Environment: GALLEY_REPORT, the file for the report; GALLEY_ACTION, how the title of the code
-- action to take begins; GALLEY_LINE, the zero-based line to take it on, by default that of the
-- first problem (the report says `refused` where no title begins so); in place of a code action:
-- GALLEY_COMMAND, an Ex command, or GALLEY_LABEL, the kind to label that line with.
local patience = 60000
local report = {}

local function wait(what, done)
  if not vim.wait(patience, done, 10) then error('waited in vain for ' .. what) end
end

local function problems()
  local found = {}
  for _, each in ipairs(vim.diagnostic.get(0)) do
    table.insert(found, {
      line = each.lnum,
      endLine = each.end_lnum,
      severity = each.severity,
      source = each.source,
      code = each.code or each.user_data.lsp.code,
      message = each.message,
    })
  end
  return found
end

local function hasSure()
  for _, each in ipairs(vim.diagnostic.get(0)) do
    if each.severity == vim.diagnostic.severity.WARN then return true end
  end
  return false
end

local function symbols()
  local function listed() return vim.fn.getqflist()[1] and vim.fn.getqflist() or vim.fn.getloclist(0) end
  vim.fn.setqflist({})
  vim.fn.setloclist(0, {})
  vim.lsp.buf.document_symbol()
  wait('symbols', function() return #listed() > 0 end)
  local found = vim.tbl_map(function(item) return { line = item.lnum - 1, text = item.text } end, listed())
  vim.cmd('cclose | lclose')
  return found
end

-- The menu of code actions, with the choice that the environment names.
local function choose(wanted)
  return function(items, options, chosen)
    report.actions = vim.tbl_map(options.format_item, items)
    for index, title in ipairs(report.actions) do
      if vim.startswith(title, wanted) then return chosen(items[index], index) end
    end
    report.refused = true
    chosen(nil)
  end
end

-- Does something that changes the source, or what is found in it.
local function act(change)
  local before, found = vim.api.nvim_buf_get_changedtick(0), #vim.diagnostic.get(0)
  local first = vim.diagnostic.get(0)[1]
  local line = tonumber(vim.env.GALLEY_LINE) or first and first.lnum or 0
  vim.api.nvim_win_set_cursor(0, { line + 1, 0 })
  change()
  wait('the change', function()
    local changed = vim.api.nvim_buf_get_changedtick(0) ~= before
    return report.refused or changed or #vim.diagnostic.get(0) ~= found
  end)
  return vim.api.nvim_buf_get_changedtick(0) ~= before
end

local function run()
  wait('the server', function()
    local _, client = next(vim.lsp.buf_get_clients(0))
    return client and client.initialized
  end)
  local _, client = next(vim.lsp.buf_get_clients(0))
  report.server = client.name
  report.filetype = vim.bo.filetype
  wait('problems', function() return #vim.diagnostic.get(0) > 0 end)
  report.problems = problems()
  report.symbols = symbols()
  local action, command = vim.env.GALLEY_ACTION, vim.env.GALLEY_COMMAND
  if vim.env.GALLEY_LABEL then
    vim.api.nvim_win_set_cursor(0, { tonumber(vim.env.GALLEY_LINE) + 1, 0 })
    vim.cmd('messages clear')
    vim.cmd('GalleyLabel ' .. vim.env.GALLEY_LABEL)
    wait('the label', function() return vim.fn.execute('messages') ~= '' end)
    report.symbolsLabelled = symbols()
  end
  if not action and not command then return end
  vim.ui.select = choose(action)
  vim.cmd('messages clear')
  local changed = act(action and vim.lsp.buf.code_action or function() vim.cmd(command) end)
  if command then wait('what the command says', function() return vim.fn.execute('messages') ~= '' end) end
  if changed and not vim.env.GALLEY_LINE then wait('the problems to go', function() return not hasSure() end) end
  report.left = problems()
  vim.cmd('silent write')
end

local ok, failure = pcall(run)
if not ok then report.failure = tostring(failure) end
vim.fn.writefile({ vim.fn.json_encode(report) }, vim.env.GALLEY_REPORT)
vim.cmd(ok and 'qall!' or 'cquit 1')
